// Schedules on a real database: every statement of every actor is a step of its own, in the order that fast-check draws.
// INTERLEAVE_POSTGRES=200 plays that many; a failure prints its seed and the order of the statements.
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import * as z from 'zod'
import { laneOf } from '#orchestrator/fan-out/claim.ts'
import { finishReleases } from '#orchestrator/review/finish-releases.ts'
import type { Cause } from '#records/run.ts'
import { executor } from '#state/db.ts'
import { queuedItems } from '#state/read/work-item.ts'
import { reopenHalfDone } from '#state/write/settle.ts'
import { verifyAudit } from '#state/read/audit-verify.ts'
import { evidenceOf, proposalOf } from '../fakes/gate-case.ts'
import { config } from '../fakes/gate-world.ts'
import { full } from '../journey/commit-in-peace.ts'
import { saidSomewhere } from '../journey/commit-said.ts'
import { counts, resetCommitTables } from '../journey/commit-world.ts'
import { begin } from '../journey/fan-out-run.ts'
import { memoryCrm } from '../journey/memory-crm.ts'
import { approve, protectedOnly } from '../journey/review-item.ts'
import { useDatabase } from '../setup/database.ts'
import {
  enterWorker,
  expireLeases,
  itemsThen,
  once,
  person,
  undoer,
  worker,
  workUntilIdle,
  worldOf,
  type Day,
} from './day.ts'
import { turnsOf, type TurnHooks } from './turns.ts'

const runs = Number(process.env['INTERLEAVE_POSTGRES'] ?? 20)
const seed = 20261121
const accounts = 3
const cap = 2
const database = useDatabase()

const when = fc.nat(60)
const Script = fc.record({
  says: fc.constantFrom('everything', 'held'),
  people: fc.constantFrom([], [approve], [approve, { kind: 'reject', reason: 'no' }]),
  /** At which of its own turns each of the following happens. */
  leases: fc.array(when, { minLength: 1, maxLength: 6 }),
  kills: fc.option(when),
  types: fc.option(when),
  undoes: fc.option(when),
})
type Script = ReturnType<typeof Script.generate>['value']

const steps: number[] = []
const seen: Day['seen'] = new Map()
let schedules = 0
afterAll(() => {
  const total = steps.reduce((a, b) => a + b, 0)
  console.log(
    `${schedules} schedules, ${total} statements and calls in drawn order`,
    Object.fromEntries(seen),
  )
})

const Most = z.tuple([z.object({ most: z.number().nullable() })])

/** The most accounts ever in flight, noted by a trigger inside each claim. */
async function watchClaims(): Promise<() => Promise<number>> {
  const { ownerDb } = database()
  await sql`create table if not exists public.running_seen (running int)`.execute(ownerDb)
  await sql`truncate public.running_seen`.execute(ownerDb)
  await sql`
    create or replace function public.note_running() returns trigger language plpgsql security definer as $$
    begin
      insert into public.running_seen select count(*) from daybook.work_item where state = 'running';
      return null;
    end $$`.execute(ownerDb)
  await sql`
    create or replace trigger note_running after update on daybook.work_item for each row
    when (new.state = 'running' and old.state <> 'running') execute function public.note_running()`.execute(
    ownerDb,
  )
  return async () =>
    Most.parse((await sql`select max(running) as most from public.running_seen`.execute(ownerDb)).rows)[0]
      .most ?? 0
}

async function newDay(
  scheduler: fc.Scheduler,
  script: Script,
  hooks: TurnHooks,
): Promise<{ day: Day; stale: string[]; close(): Promise<void> }> {
  const { ownerDb, pools } = database()
  await resetCommitTables(ownerDb)
  await sql`truncate daybook.run cascade`.execute(ownerDb)
  const id = `day${String((schedules += 1)).padStart(4, '0')}`
  const { runId, world, close } = await begin(database(), id, accounts)
  const cause: Cause = { kind: 'request', clientRequestId: id }
  const believed: Day['believed'] = new Map()
  const stale: string[] = []
  const turns = turnsOf(scheduler, pools.owner, {
    ...hooks,
    // Whatever holds a claim holds its row till the commit: an epoch that has moved on by now was not held.
    async onCommit(name) {
      const row = believed.get(name)
      if (row === undefined) return
      const { rows } = await sql<{
        epoch: number
      }>`select epoch from daybook.work_item where id = ${row.id}`.execute(ownerDb)
      if (rows[0]?.epoch !== row.epoch)
        stale.push(`${name} committed under ${row.epoch}, now ${rows[0]?.epoch}`)
    },
  })
  const said =
    script.says === 'held'
      ? { proposal: protectedOnly, evidence: evidenceOf() }
      : { proposal: full, evidence: evidenceOf(saidSomewhere) }
  const nothing = proposalOf([{ kind: 'none', reason: 'nothing to do' }])
  const day: Day = {
    seen,
    turns,
    pool: pools.app,
    ownerDb,
    runId,
    cause,
    queue: world.queue,
    crm: memoryCrm(),
    cap,
    said,
    nothing,
    believed,
  }
  return { day, stale, close }
}

/** Everything in its drawn order; then, with nobody else there, what is left is done. */
async function play(scheduler: fc.Scheduler, script: Script, hooks: TurnHooks = {}): Promise<void> {
  const mostRunning = await watchClaims()
  const { day, stale, close } = await newDay(scheduler, script, hooks)
  const { ownerDb, crm, turns } = day
  const entered = [await enterWorker(day), await enterWorker(day)]
  for (const [n, { worker: lock }] of entered.entries())
    worker(day, `worker-${n + 1}`, { worker: lock, looks: 4 })
  for (const [n, how] of script.people.entries()) person(day, `person-${n + 1}`, how)
  for (const [n, after] of script.leases.entries())
    once(day, `lease-${n + 1}`, { after, what: async () => void (await expireLeases(ownerDb)) })
  if (script.types !== null)
    once(day, 'types', { after: script.types, what: () => crm.type('acc_1', { country: 'France' }) })
  if (script.undoes !== null) undoer(day, script.undoes)
  const kill = async (): Promise<void> => {
    await turns.kill('worker-1')
    entered[0]?.leave()
  }
  if (script.kills !== null) once(day, 'kill', { after: script.kills, what: kill })
  try {
    steps.push(await turns.play())
    expect(stale).toEqual([])
    await finish(day)
    expect(stale).toEqual([])
    await check(day, script)
    expect(await mostRunning(), 'accounts in flight').toBeLessThanOrEqual(cap)
  } finally {
    turns.end()
    for (const { leave } of entered) leave()
    await close()
  }
}

const putTickets = ({ ownerDb, queue, runId }: Day): Promise<void> =>
  ownerDb.transaction().execute(async (trx) => {
    const items = await queuedItems(trx, runId)
    await queue.put(
      executor(trx),
      laneOf(runId),
      items.map(({ id, rank }) => ({ itemId: id, priority: -rank })),
    )
  })

async function finish(day: Day): Promise<void> {
  const last = await enterWorker(day)
  const world = worldOf(day, day.ownerDb, day.crm)
  try {
    await expireLeases(day.ownerDb)
    await workUntilIdle(world, day, { name: 'last', worker: last.worker, looks: accounts * 2 })
    // Tomorrow: what crashed too often after it was decided is finished, too.
    if ((await reopenHalfDone(day.ownerDb, 'tomorrow')) > 0) await putTickets(day)
    await workUntilIdle(world, day, { name: 'last', worker: last.worker, looks: accounts * 2 })
    await finishReleases(world, config)
  } finally {
    last.leave()
  }
}

/** Nothing twice, everything ended, the chain whole. */
async function check(day: Day, script: Script): Promise<void> {
  const { ownerDb, crm } = day
  const items = await itemsThen(day)
  expect(items).toHaveLength(accounts)
  for (const { state, outcome, proposals, crashes } of items) {
    expect(['done', 'human']).toContain(state)
    expect(outcome).not.toBeNull()
    expect(proposals).toBeLessThanOrEqual(1)
    if (state === 'human') expect(crashes).toBeGreaterThanOrEqual(3)
  }
  const after = await counts(ownerDb)
  expect(after['pending'], 'effects that wait for the CRM').toBe(0)
  expect(after['orders']).toBeLessThanOrEqual(1)
  expect(after['items']).toBeLessThanOrEqual(accounts)
  // An undo writes a field back under the same words.
  const limit = script.undoes === null ? 1 : 2
  const times = new Map<string, number>()
  for (const change of crm.changes) times.set(change, (times.get(change) ?? 0) + 1)
  for (const [change, n] of times)
    expect([change, n <= (/^(update|archive)/.test(change) ? limit : 1)]).toEqual([change, true])
  expect((await verifyAudit({ db: ownerDb })).broken).toBeUndefined()
}

const property = (scripts: fc.Arbitrary<Script>, hooks: TurnHooks = {}) =>
  fc.asyncProperty(fc.scheduler(), scripts, (scheduler, script) => play(scheduler, script, hooks))

test(`${runs} schedules on Postgres: nothing twice, nothing by a stale epoch, the cap never passed, every account ended, the audit whole`, async () => {
  await fc.assert(property(Script), { seed, numRuns: runs, endOnFailure: true })
}, 1_200_000)

const onlyLeases: Script = {
  says: 'everything',
  people: [],
  leases: [6, 12, 18, 24, 30, 36],
  kills: null,
  types: null,
  undoes: null,
}

test('statements that do not ask for their epoch are noticed', async () => {
  const unfenced = {
    rewrite: (text: string) => text.replaceAll(/and epoch = (\$\d+)/g, 'and (epoch = $1 or true)'),
  }
  const checked = await fc.check(property(fc.constant(onlyLeases), unfenced), {
    seed,
    numRuns: 60,
    endOnFailure: true,
  })
  expect(checked.failed).toBe(true)
  expect(String(checked.errorInstance)).toMatch(/committed under/)
}, 600_000)
