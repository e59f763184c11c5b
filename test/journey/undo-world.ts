import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import * as z from 'zod'
import { crmLocal } from '#connectors/crm-local/crm.ts'
import { offlineModel } from '#connectors/offline-model/model.ts'
import { pgBossQueue } from '#connectors/pg-boss/queue.ts'
import { readMigrations } from '#connectors/postgres/migrate.ts'
import { exportCrm } from '#orchestrator/export/export-crm.ts'
import type { RunAsk } from '#orchestrator/run/run-ask.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import { makeSampleBook } from '#orchestrator/sample-book/make-sample-book.ts'
import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import { undoRun } from '#orchestrator/undo/undo-run.ts'
import type { Crm } from '#ports/crm.ts'
import type { CrmSetup } from '#ports/crm-setup.ts'
import { noFaults, type Faults } from '#ports/faults.ts'
import { Action } from '#records/action.ts'
import { AccountId, RunId } from '#records/ids.ts'
import { ProvenPerson } from '#records/person.ts'
import { sleep } from '../../src/main/sleep.ts'
import { fakeCrm } from '../fakes/crm.ts'
import { memoryWorkspace } from '../fakes/model.ts'
import { shippedPlaybook, shippedSkills } from '../fakes/model-brief.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

// A sample book that is worked once, people who go on working beside it, and somebody who takes the run back.

const crmSql = fileURLToPath(new URL('../../src/connectors/crm-local/sql', import.meta.url))
export const anna = ProvenPerson.parse({ id: 'person_1', name: 'Anna' })

const Row = z.object({
  id: z.string(),
  kind: z.string(),
  action: Action,
  ref: z.object({ object: z.string(), id: z.string() }).nullable(),
  before: z.record(z.string(), z.json()).nullable(),
  after: z.record(z.string(), z.json()).nullable(),
  accountId: AccountId,
})
export type Done = z.infer<typeof Row>

/** Which CRM stands behind the port: `fake` loses every seventh answer of a write from the day on. */
export type WhichCrm = 'built-in' | 'fake'

type Book = Crm & CrmSetup

function crmOf(which: WhichCrm, database: TestDatabase, clock: () => Date) {
  let isWorking = false
  let writes = 0
  const crm: Book =
    which === 'built-in'
      ? crmLocal({ pool: database.pools.crm, clock })
      : fakeCrm({ clock, loseAnswer: () => isWorking && ++writes % 7 === 0 })
  return { crm, work: (on: boolean) => void (isWorking = on) }
}

/** A worked sample book on a fresh database. */
export async function workedBook(which: WhichCrm, limit: number, accounts = 300) {
  const crmSchema = { schema: 'crm', files: await readMigrations(crmSql) }
  const database = await freshDatabase(crmSchema)
  const time = { now: new Date('2026-11-21T09:00:00Z') }
  const clock = (): Date => time.now
  const { crm, work } = crmOf(which, database, clock)
  const queue = await pgBossQueue(database.pools.app, () => {})
  const world = {
    crm,
    queue,
    vendors: [],
    workspace: memoryWorkspace(),
    model: offlineModel({ sleep: async () => {} }),
    clock,
    random: () => 0.5,
    faults: noFaults,
    sleep: (ms: number, signal?: AbortSignal) => sleep(Math.min(ms, 5), signal),
  }
  const { db } = database
  await makeSampleBook({ ...world, db, crmSetup: crm }, { accounts, seed: 4, now: time.now })
  const untouched = await exported(crm)
  const rest = { config: sampleConfig(), db, playbook: shippedPlaybook(), skills: shippedSkills() }
  const voice = { stop: new AbortController().signal, note: () => {}, progress: () => {} }
  const run = (ask: RunAsk = {}) => workTheBook({ bookId: 'book_test', world, ...rest }, ask, voice)
  work(true)
  const first = await run({ limit })
  const runId = RunId.parse(first.run)
  const undo = (more: { account?: AccountId; dryRun?: boolean; faults?: Faults; stop?: AbortSignal } = {}) =>
    undoRun(
      { ...world, db, faults: more.faults ?? noFaults },
      {
        runId,
        accountId: more.account,
        person: more.dryRun === true ? undefined : anna,
        config: rest.config,
        stop: more.stop ?? voice.stop,
        onAccount: () => {},
      },
    )
  const effects = async (): Promise<readonly Done[]> => {
    const { rows } = await sql`
      select id, kind, action, ref, before, after, account_id as "accountId" from daybook.effect
      where run_id = ${runId} and state = 'done' and result in ('created', 'updated') order by id`.execute(db)
    return z.array(Row).parse(rows)
  }
  const close = async (): Promise<void> => {
    await queue.close()
    await database.drop()
  }
  return { crm, world, db, database, time, run, undo, effects, first, runId, untouched, work, close }
}
export type Worked = Awaited<ReturnType<typeof workedBook>>

/** What the CRM holds, without its own change marks and days of change. */
export async function exported(crm: Crm): Promise<readonly string[]> {
  const lines: string[] = []
  for await (const line of exportCrm(crm))
    lines.push(line.replaceAll(/"(version|updatedAt)":"[^"]*",?/g, '').replace(/,?"marks":\{.*?\}\}/, ''))
  return lines.toSorted()
}

/** The field an effect wrote, where it stands. */
export function fieldOf({ action }: Done) {
  if (action.kind === 'set-field' && action.object.object !== 'activity')
    return { object: action.object.object, id: action.object.id, field: action.field }
  if (action.kind === 'move-stage') return { object: 'deal' as const, id: action.deal, field: 'stage' }
  return undefined
}

/** What stands in a field now. */
export async function valueNow(crm: Crm, effect: Done) {
  const spot = fieldOf(effect)
  if (spot === undefined) throw new Error(`${effect.kind} writes no field`)
  const [record] = await crm.get(spot.object, [spot.id])
  return record?.fields[spot.field] ?? null
}

/** The rows that say what an undo did and what others may see of it: a second one must not change them. */
export async function ownState(db: Worked['db']): Promise<string> {
  const tables = {
    effect: 'id, state, undone_at',
    outreach_order: 'id, state, void_reason',
    queue_item: 'id, state, version',
    memory: 'key',
    account_flag: 'account_id, flag, until',
    account_state: 'account_id, next_touch',
    reservation: 'scope, value, order_key',
    undo_step: 'id, state, why, found',
    audit: 'seq',
  }
  const parts: string[] = []
  for (const [table, columns] of Object.entries(tables)) {
    const { rows } = await sql
      .raw(`select ${columns} from daybook.${table} order by ${columns.split(',').slice(0, 3).join(',')}`)
      .execute(db)
    parts.push(`${table} ${JSON.stringify(rows)}`)
  }
  return parts.join('\n')
}
