// A stored run judged once more a week later, on a book that has gone on: people edited, vendors and facts came, whom we
// may write to changed, autonomy rose, and the book was worked again.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { setAutonomy } from '#orchestrator/autonomy/set-autonomy.ts'
import { replayRun } from '#orchestrator/replay/replay-run.ts'
import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import { addSuppression } from '#orchestrator/suppress/add-suppression.ts'
import { factOf } from '#records/fact.ts'
import { AccountId, RunId } from '#records/ids.ts'
import { insertFacts } from '#state/write/fact-insert.ts'
import { anna, workedBook, type Worked } from './undo-world.ts'

const limit = 50
let book: Worked
beforeAll(async () => {
  book = await workedBook('built-in', limit)
}, 120_000)
afterAll(() => book.close())

async function chosen(runId: string): Promise<readonly AccountId[]> {
  const { rows } = await sql`
    select account_id as id from daybook.run_selection where run_id = ${runId} order by rank`.execute(book.db)
  return z
    .array(z.object({ id: AccountId }))
    .parse(rows)
    .map(({ id }) => id)
}

/** A week passes: everything a verdict or a place could rest on is no longer what it was. */
async function aWeekPasses(accounts: readonly AccountId[]): Promise<RunId> {
  const { crm, db, time, world } = book
  time.now = new Date(time.now.getTime() + 7 * 24 * 3_600_000)
  const own = { ...world, db }
  const now = time.now
  for (const id of accounts)
    await crm.upsert('account', [
      { id, fields: { industry: 'Something else', employees: 7, country: 'Peru' }, by: 'person' },
    ])
  const facts = accounts.map((accountId) =>
    factOf({
      accountId,
      subject: { system: crm.system, object: 'account', id: accountId },
      field: 'employees',
      value: 123_456,
      source: 'a vendor',
      sourceRef: 'answer_1',
      observedAt: now.toISOString(),
      trust: 'vendor',
      tainted: false,
    }),
  )
  await insertFacts(own, { facts, stored: true, now })
  for (const value of accounts.slice(0, 5))
    await addSuppression(own, sampleConfig(), { scope: 'account', value, reason: 'asked', by: 'person:Anna' })
  await setAutonomy(own, { skill: 'follow-up', kind: 'add-note', level: 'watch' }, anna)
  const later = await book.run({ limit: 40 })
  expect(later).toMatchObject({ status: 'done', selected: 40, failed: 0 })
  return RunId.parse(later.run)
}

/** Every row a replay could have touched. */
async function bookState(): Promise<string> {
  const { rows } = await sql`
    select (select md5(string_agg(p::text, '' order by id)) from daybook.proposal p) as proposals,
           (select md5(string_agg(s::text, '' order by run_id, rank)) from daybook.run_selection s) as places,
           (select count(*) from daybook.spend) as calls, (select count(*) from daybook.journal) as tools,
           (select count(*) from daybook.audit) as log, (select count(*) from daybook.fact) as facts,
           (select mark from daybook.index_mark) as mark`.execute(book.db)
  return JSON.stringify(rows)
}

// The replay's world has no model to ask.
const replay = (runId: RunId) =>
  replayRun(
    { workspace: book.world.workspace, db: book.db },
    { runId, ruleset: { kind: 'stored' }, onProposal: () => {} },
  )

test(
  'the same places, every hand-in parsed, every verdict byte by byte, nothing asked and nothing written',
  { timeout: 120_000 },
  async () => {
    const accounts = await chosen(book.runId)
    expect(accounts).toHaveLength(limit)
    const laterRun = await aWeekPasses(accounts)
    expect(await chosen(laterRun)).not.toEqual(accounts)
    const before = await bookState()
    const found = await replay(book.runId)
    expect(found).toMatchObject({
      accounts: limit,
      sameSelection: true,
      sameVerdicts: true,
      different: [],
      unjudged: 0,
      erased: 0,
      underNewRules: 0,
      modelCalls: 0,
    })
    expect(found.proposals).toBeGreaterThan(30)
    expect([found.parsed, found.judged]).toEqual([found.proposals, found.proposals])
    expect(await replay(laterRun)).toMatchObject({ sameSelection: true, sameVerdicts: true, different: [] })
    expect(await bookState()).toBe(before)
  },
)
