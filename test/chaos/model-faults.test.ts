// Each way in which the model's vendor can fail, now and then, through a fault proxy before the Messages API fake.
// CHAOS=all tries every one, otherwise a few.
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import * as z from 'zod'
import { claudeModel } from '#connectors/claude/model.ts'
import { pgBossQueue } from '#connectors/pg-boss/queue.ts'
import { makeSampleBook } from '#orchestrator/sample-book/make-sample-book.ts'
import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import { noFaults } from '#ports/faults.ts'
import { sleep } from '../../src/main/sleep.ts'
import { fakeCrm } from '../fakes/crm.ts'
import { startFaultProxy, type Spoilt } from '../fakes/fault-proxy.ts'
import { startMessagesApi } from '../fakes/messages-api/server.ts'
import { memoryWorkspace } from '../fakes/model.ts'
import { shippedPlaybook, shippedSkills } from '../fakes/model-brief.ts'
import { freshDatabase } from '../setup/database.ts'
import { endsOf } from './audit.ts'
import { vendorFaults } from './vendors.ts'

const now = new Date('2026-11-21T09:00:00Z')
const clock = () => now
const some = ['a half-open socket', "another account's data"]
const faults = Object.entries(vendorFaults).filter(
  ([name]) => process.env['CHAOS'] === 'all' || some.includes(name),
)

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** Twelve accounts, every tenth question spoilt. */
async function day(spoilt: Spoilt | undefined) {
  const database = await freshDatabase()
  closing.push(() => database.drop())
  const api = await startMessagesApi({ judge: false })
  const proxy = await startFaultProxy(api.url)
  closing.push(
    () => api.close({ expectProblems: true }),
    () => proxy.close(),
  )
  proxy.weather((n) => (n % 10 === 0 ? spoilt : undefined))
  const crm = fakeCrm({ clock })
  const queue = await pgBossQueue(database.pools.app, () => {})
  closing.push(() => queue.close())
  const config = sampleConfig()
  const { tiers, prices } = config.model
  const model = claudeModel({
    apiKey: 'a-key',
    baseUrl: proxy.url,
    tiers,
    prices,
    clock: () => new Date(),
    sleep,
    idleMs: 1500,
    totalMs: 6000,
  })
  const world = {
    crm,
    queue,
    model,
    vendors: [],
    workspace: memoryWorkspace(),
    clock,
    random: () => 0.5,
    faults: noFaults,
    sleep: (ms: number, signal?: AbortSignal) => sleep(Math.min(ms, 20), signal),
  }
  await makeSampleBook({ ...world, db: database.db, crmSetup: crm }, { accounts: 120, seed: 4, now })
  const inbound = { ...config.inbound, maxPerRun: 0 }
  const book = {
    bookId: 'book_test',
    config: { ...config, inbound, budget: { accountUsd: 10, runUsd: 100, dayUsd: 100 } },
    world,
    db: database.db,
    playbook: shippedPlaybook(),
    skills: shippedSkills(),
  }
  const voice = { stop: new AbortController().signal, note: () => {}, progress: () => {} }
  const summary = await workTheBook(book, { limit: 12 }, voice)
  const { rows } = await sql`select id from daybook.spend where kind = 'model'`.execute(database.ownerDb)
  return {
    database,
    summary,
    ends: await endsOf(database.ownerDb),
    calls: proxy.log.length,
    written: rows.length,
  }
}

const Written = z.array(z.object({ account: z.string(), name: z.string(), text: z.string() }))

/** What was written for an account and names another one of the run. */
async function strangers({ database }: Awaited<ReturnType<typeof day>>): Promise<readonly string[]> {
  const { rows } = await sql`
    select w.account_id as account, s.name, w.text from (
      select account_id, action::text as text from daybook.effect
      union all select account_id, value::text from daybook.fact where stored
      union all select account_id, sentences::text || subject from daybook.outreach_order
    ) w join daybook.run_selection s on s.account_id = w.account_id`.execute(database.ownerDb)
  const written = Written.parse(rows)
  const names = new Set(written.map(({ name }) => name))
  return written.flatMap(({ name, text }) =>
    [...names]
      .filter((other) => !name.includes(other) && text.includes(other))
      .map((other) => `${other} in ${text}`),
  )
}

let calmCalls = 0

test.each<[string, Spoilt | undefined]>([['nothing', undefined], ...faults])(
  'now and then %s: every account ends, hardly more is asked, nobody reads of another company',
  { timeout: 120_000 },
  async (fault, spoilt) => {
    const found = await day(spoilt)
    if (spoilt === undefined) calmCalls = found.calls
    const { chosen, terminal } = found.ends
    expect([found.summary.status, chosen, terminal]).toEqual(['done', 12, 12])
    expect(found.calls, fault).toBeLessThanOrEqual(2 * calmCalls)
    // One that was struck twice goes to a person, as any other.
    expect(found.summary.failed).toBeLessThanOrEqual(1)
    expect(await strangers(found)).toEqual([])
    // Each question was written down before it was asked, those that were never answered too.
    expect(found.written).toBeGreaterThanOrEqual(found.calls)
  },
)
