// Whole runs over one ledger, with a model that costs money: what is estimated, what caps do, and what an unreadable
// ledger means.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { offlineModel } from '#connectors/offline-model/model.ts'
import { pgBossQueue } from '#connectors/pg-boss/queue.ts'
import { forecast } from '#orchestrator/budget/forecast.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import { makeSampleBook } from '#orchestrator/sample-book/make-sample-book.ts'
import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import { noFaults } from '#ports/faults.ts'
import type { Model } from '#ports/model.ts'
import type { BudgetConfig } from '#records/config.ts'
import { AccountId } from '#records/ids.ts'
import { addUsage, noUsage, totalInput, type Usage } from '#records/spend.ts'
import { sleep } from '../../src/main/sleep.ts'
import { fakeCrm } from '../fakes/crm.ts'
import { memoryWorkspace } from '../fakes/model.ts'
import { shippedPlaybook, shippedSkills } from '../fakes/model-brief.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'

const dayN = (n: number) => new Date(`2026-11-${20 + n}T09:00:00Z`)
const bytes = (value: unknown): number => JSON.stringify(value).length

/** The drafter at a list price: 2 micro-USD for a token in, 10 for one out. It writes down what it used. */
function priced(name = 'priced'): Model & { used: Usage; calls: number } {
  const drafter = offlineModel({ sleep: async () => {} })
  const price = (_tier: unknown, usage: Usage) => 2 * totalInput(usage) + 10 * usage.outputTokens
  const model = {
    ...drafter,
    name,
    idOf: () => `${name}-1`,
    used: noUsage,
    calls: 0,
    price,
    ceiling: ({ system, tools, messages }: Parameters<Model['ceiling']>[0]) =>
      2 * bytes([system, tools, messages]) + 10 * 6000,
    async answer(request: Parameters<Model['answer']>[0]) {
      model.calls += 1
      const answer = await drafter.answer(request)
      const usage = { ...answer.usage, microUsd: price('work', answer.usage) }
      model.used = addUsage(model.used, usage)
      return { ...answer, usage }
    },
  }
  return model
}

let today = 1
let database: TestDatabase
let crm: ReturnType<typeof fakeCrm>
let queue: Awaited<ReturnType<typeof pgBossQueue>>

beforeAll(async () => {
  database = await freshDatabase()
  crm = fakeCrm({ clock: () => dayN(today) })
  queue = await pgBossQueue(database.pools.app, () => {})
  const { db } = database
  await makeSampleBook(
    { ...worldOf(1, priced()), db, crmSetup: crm },
    { accounts: 1000, seed: 4, now: dayN(1) },
  )
}, 120_000)
afterAll(async () => {
  await queue.close()
  await database.drop()
})

const worldOf = (day: number, model: Model) => ({
  crm,
  queue,
  vendors: [],
  workspace: memoryWorkspace(),
  model,
  clock: () => dayN(day),
  random: () => 0.5,
  faults: noFaults,
  sleep: (ms: number, signal?: AbortSignal) => sleep(Math.min(ms, 20), signal),
})

const bookOn = (day: number, model: Model, budget: Partial<BudgetConfig> = {}) => {
  const config = sampleConfig()
  today = day
  return {
    bookId: 'book_test',
    config: { ...config, budget: { ...config.budget, ...budget } },
    playbook: shippedPlaybook(),
    skills: shippedSkills(),
    world: worldOf(day, model),
    db: database.db,
  }
}
const voice = { stop: new AbortController().signal, note: () => {}, progress: () => {} }

const settled = async (runId: string) => {
  const { rows } = await sql<{ calls: number; micro: number; input: number; output: number; open: number }>`
    select count(*)::int as calls, sum(micro_usd)::bigint as micro, sum(input_tokens)::bigint as input,
           sum(output_tokens)::bigint as output, count(*) filter (where state <> 'settled')::int as open
    from daybook.spend where run_id = ${runId}`.execute(database.db)
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value)])),
  )[0]
}

test('a ledger that cannot be read means no call at all', async () => {
  const model = priced()
  await sql`alter table daybook.budget rename to budget_gone`.execute(database.ownerDb)
  try {
    const summary = await workTheBook(bookOn(1, model), { limit: 5 }, voice)
    expect(model.calls).toBe(0)
    expect(summary).toMatchObject({ failed: 5 })
    const { rows } = await sql<{ reason: string }>`
      select distinct reason from daybook.work_item where run_id = ${summary.run}`.execute(database.db)
    expect(rows[0]?.reason).toMatch(/the ledger could not be read and written/)
  } finally {
    await sql`alter table daybook.budget_gone rename to budget`.execute(database.ownerDb)
  }
}, 120_000)

test('a cap pauses the run; the same call after raising it goes on, nothing lost and nothing twice', async () => {
  const model = priced()
  const first = await workTheBook(bookOn(2, model, { runUsd: 0.6 }), { limit: 24, inFlight: 4 }, voice)
  expect(first).toMatchObject({ status: 'paused', selected: 24, failed: 0 })
  expect(first.stop).toMatchObject({ cause: 'budget', next: expect.stringMatching(/raise budget\.runUsd/) })
  expect(first.stop?.message).toMatch(/budget\.runUsd allows \$0\.60/)
  expect(model.used.microUsd).toBeLessThanOrEqual(600_000)
  expect(first.committed + first.held + first.none).toBeGreaterThan(0)
  expect(first.committed + first.held + first.none).toBeLessThan(24)

  const stillCapped = await workTheBook(bookOn(2, model, { runUsd: 0.6 }), {}, voice)
  expect(stillCapped).toMatchObject({ status: 'paused', continued: true })
  expect(model.used.microUsd).toBeLessThanOrEqual(600_000)

  const rest = await workTheBook(bookOn(2, model), { inFlight: 4 }, voice)
  expect(rest).toMatchObject({ run: first.run, status: 'done', continued: true, selected: 24, failed: 0 })
  expect(rest.stop).toBeUndefined()
  const { rows } = await sql<{ proposals: number; accounts: number }>`
    select count(*)::int as proposals, count(distinct account_id)::int as accounts from daybook.proposal
    where run_id = ${first.run}`.execute(database.db)
  expect(rows[0]?.proposals).toBe(rows[0]?.accounts)
}, 240_000)

test('the cap of the day stops all its runs, that of an account sends it to a person', async () => {
  const model = priced()
  const capped = await workTheBook(bookOn(3, model, { dayUsd: 0.2 }), { limit: 10 }, voice)
  expect(capped.stop?.message).toMatch(/the day .* budget\.dayUsd allows \$0\.20/)
  expect(model.used.microUsd).toBeLessThanOrEqual(200_000)

  const before = model.calls
  const dear = await workTheBook(bookOn(3, model, { accountUsd: 0.01 }), {}, voice)
  expect(dear.failed).toBe(10 - capped.committed - capped.held - capped.none)
  expect(model.calls).toBe(before)
  const { rows } = await sql<{ reason: string }>`
    select distinct reason from daybook.work_item where run_id = ${dear.run} and outcome = 'failed'`.execute(
    database.db,
  )
  expect(rows[0]?.reason).toMatch(/one account .* budget\.accountUsd allows \$0\.01, /)
  const items = await sql<{ failure: string }>`
    select failure from daybook.queue_item where run_id = ${dear.run} and failure is not null`.execute(
    database.db,
  )
  expect(items.rows[0]?.failure).toMatch(/allows \$0\.01, .* → raise budget\.accountUsd/)
}, 120_000)

test('the third run costs what was estimated, within 15 %; the ledger is what the model used', async () => {
  const errors: number[] = []
  for (const day of [4, 5, 6]) {
    const model = priced()
    const book = bookOn(day, model)
    const expected = await forecast(book, { limit: 40 })
    expect(expected.restsOn).toMatch(/accounts took in the last/)
    const summary = await workTheBook(book, { limit: 40 }, voice)
    expect(summary).toMatchObject({ status: 'done', selected: expected.accounts })
    expect(await settled(summary.run)).toEqual({
      calls: model.calls,
      micro: model.used.microUsd,
      input: model.used.inputTokens,
      output: model.used.outputTokens,
      open: 0,
    })
    expect(summary.spend.usd).toBeCloseTo(model.used.microUsd / 1e6, 9)
    errors.push(
      Math.abs(expected.usd / summary.spend.usd - 1),
      Math.abs(expected.modelCalls / model.calls - 1),
    )
  }
  expect(Math.max(...errors.slice(-2)), errors.join(' ')).toBeLessThan(0.15)
}, 240_000)

let written = 0
/** New mails of outsiders, each with words of its own, at accounts a run may work. */
async function writeMails(count: number): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select account_id as id from daybook.book_index where valid_to is null and not suppressed and unanswered_count = 0
    order by account_id limit ${count}`.execute(database.db)
  await crm.addActivities(
    rows.map(({ id }) => ({
      key: `new-mail-${++written}`,
      accountId: AccountId.parse(id),
      type: 'email' as const,
      direction: 'inbound' as const,
      author: 'outsider' as const,
      at: dayN(today).toISOString(),
      subject: `Question ${written}`,
      body: `How many seats come with plan ${written}?`,
    })),
  )
}

test('a run that is refused reads no mail and spends nothing', async () => {
  const first = await workTheBook(bookOn(7, priced()), { limit: 3 }, voice)
  expect(first).toMatchObject({ status: 'done', selected: 3 })
  await writeMails(5)
  const tries = [
    [7, 'priced', { limit: 4 }, /has the limit 3, you asked for 4/],
    [7, 'other', {}, /is worked with the model priced, .* go on with other/],
    [8, 'priced', { more: 2 }, /--more continues today's run, and there is none yet/],
    [8, 'priced', { again: true }, /--again continues today's run, and there is none yet/],
  ] as const
  for (const [day, name, ask, words] of tries) {
    const model = priced(name)
    await expect(workTheBook(bookOn(day, model), ask, voice)).rejects.toThrow(words)
    await expect(forecast(bookOn(day, model), ask)).rejects.toThrow(words)
    expect(model.calls).toBe(0)
  }
}, 120_000)

test('reading mail is estimated by what is unread now, not by what was unread then', async () => {
  const waiting = await forecast(bookOn(9, priced()), { limit: 2 })
  expect(waiting.mails).toBe(5)
  await writeMails(60)
  const many = await forecast(bookOn(9, priced()), { limit: 2 })
  expect(many.mails).toBe(65)
  expect(many.modelCalls - waiting.modelCalls).toBe(60)
  const model = priced()
  const summary = await workTheBook(bookOn(9, model), { limit: 2 }, voice)
  expect(summary).toMatchObject({ selected: 2, status: 'done' })
  expect(model.calls).toBeGreaterThan(65)
  const read = await forecast(bookOn(10, priced()), { limit: 2 })
  expect(read.mails).toBe(0)
  expect(read.modelCalls).toBeLessThan(20)
}, 120_000)
