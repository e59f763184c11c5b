import { beforeEach, describe, expect, test } from 'vitest'
import { plusDays } from '#base/clock.ts'
import { SelectConfig } from '#records/config.ts'
import { type AccountId, RunId } from '#records/ids.ts'
import { exclusionNow } from '#state/read/index-exclusion.ts'
import type { Db } from '#state/db.ts'
import { refreshIndex } from '#state/write/refresh-index.ts'
import { useDatabase } from '../setup/database.ts'
import {
  decideItem,
  emptyBook,
  putAccount,
  putHumanMail,
  putInbound,
  putItem,
  putWorked,
  versionsOf,
  waitOf,
} from './select-book.ts'
import { sql } from 'kysely'

const database = useDatabase()
const start = new Date('2026-01-01T00:00:00Z')
const day = (n: number): Date => plusDays(start, n)
const select = SelectConfig.parse({ liveThreadDays: 7, minDaysBetweenTouches: 5 })
const refresh = (accountId: AccountId, n: number) =>
  refreshIndex(database().db, { accountIds: [accountId], now: day(n), select })

beforeEach(() => emptyBook(database().ownerDb))

async function row(accountId: AccountId): Promise<Record<string, unknown>> {
  const { rows } = await sql<Record<string, unknown>>`
    select * from daybook.book_index where account_id = ${accountId} and valid_to is null`.execute(
    database().db,
  )
  return rows[0] ?? {}
}

describe('the wait is counted while eligible, over all versions', () => {
  test('a quiet account waits from the day it was first seen; refreshing it again writes nothing', async () => {
    const { db } = database()
    const id = await putAccount(db, { id: 'quiet', at: day(-50) })
    expect(await refresh(id, 0)).toMatchObject({ changed: 1 })
    expect(await refresh(id, 10)).toMatchObject({ changed: 0 })
    expect(await versionsOf(db, id)).toBe(1)
    expect(await waitOf(db, id, day(10))).toBeCloseTo(10, 9)
  })

  test('ten days of waiting, a colleague writes, seven days do not count, then it goes on', async () => {
    const { db } = database()
    const id = await putAccount(db, { id: 'live', at: day(-50) })
    await refresh(id, 0)
    await putHumanMail(db, id, day(10))
    await refresh(id, 10)
    expect(await waitOf(db, id, day(16))).toBeCloseTo(10, 9)
    expect(await waitOf(db, id, day(20))).toBeCloseTo(13, 9)
  })

  test('nothing counts while it is in review; the decision lets it go on', async () => {
    const { db } = database()
    const id = await putAccount(db, { id: 'held', at: day(-50) })
    await refresh(id, 0)
    await putItem(db, { accountId: id, runId: 'run_000001', at: day(4) })
    await refresh(id, 4)
    expect(await waitOf(db, id, day(40))).toBeCloseTo(4, 9)
    await decideItem(db, id)
    await refresh(id, 40)
    expect(await waitOf(db, id, day(42))).toBeCloseTo(6, 9)
  })

  test('work with a model turn starts the wait anew, without one it does not', async () => {
    const { db } = database()
    const id = await putAccount(db, { id: 'worked', at: day(-50) })
    await refresh(id, 0)
    await putWorked(db, { runId: 'run_000002', accountIds: [id], at: day(9) })
    await refresh(id, 9)
    expect(await waitOf(db, id, day(12))).toBeCloseTo(3, 9)
    await sql`delete from daybook.work_item`.execute(database().ownerDb)
    await putWorked(db, { runId: 'run_000003', accountIds: [], at: day(13) })
    await sql`insert into daybook.work_item (id, run_id, account_id, rank, state, outcome, settled_at)
      values ('w', 'run_000003', ${id}, 1, 'done', 'none', ${day(13)}::timestamptz)`.execute(db)
    await refresh(id, 13)
    expect(await waitOf(db, id, day(13))).toBeCloseTo(4, 9)
  })

  test('a longer live thread in the config moves the end of the exclusion, though nothing else changed', async () => {
    const { db } = database()
    const id = await putAccount(db, { id: 'config', at: day(-50) })
    await putHumanMail(db, id, day(-1))
    await refresh(id, 0)
    expect(await waitOf(db, id, day(10))).toBeCloseTo(4, 9)
    const longer = SelectConfig.parse({ ...select, liveThreadDays: 9 })
    await refreshIndex(db, { accountIds: [id], now: day(2), select: longer })
    expect(await waitOf(db, id, day(10))).toBeCloseTo(2, 9)
  })
})

test('inbound mail is unanswered until a mail of ours follows it', async () => {
  const { db } = database()
  const id = await putAccount(db, { id: 'mail', at: day(-50) })
  await putInbound(db, id, day(-9))
  await putHumanMail(db, id, day(-8))
  await putInbound(db, id, day(-3))
  await putInbound(db, id, day(-2))
  await refresh(id, 0)
  expect(await row(id)).toMatchObject({
    unanswered_count: 2,
    unanswered_since: day(-3),
    inbound_count30: 3,
    stage: 'working',
  })
})

test.each([
  ['the account', 'account', 'sup'],
  ['its domain', 'domain', 'sup.example'],
  ['the only contact', 'address', 'kim@sup.example'],
])('suppressing %s leaves it out', async (_what, scope, value) => {
  const { db, ownerDb } = database()
  const id = await putAccount(db, { id: 'sup', at: day(-50) })
  await sql`update daybook.feed_account set domain = 'sup.example'`.execute(db)
  await sql`insert into daybook.feed_contact (id, account_id, email, opted_out, created_at)
    values ('con', 'sup', 'kim@sup.example', false, ${start}::timestamptz)`.execute(db)
  await refresh(id, 0)
  expect(await row(id)).toMatchObject({ suppressed: false })
  await sql`insert into daybook.suppression (scope, value, reason, at) values (${scope}, ${value}, '', ${start}::timestamptz)`.execute(
    db,
  )
  await refresh(id, 1)
  expect(await row(id)).toMatchObject({ suppressed: true })
  await sql`delete from daybook.suppression`.execute(ownerDb)
})

test('an account that left the feed ends its row and keeps its past', async () => {
  const { db } = database()
  const id = await putAccount(db, { id: 'gone', at: day(-50) })
  await refresh(id, 0)
  await sql`delete from daybook.feed_account`.execute(db)
  expect(await refresh(id, 1)).toMatchObject({ changed: 1 })
  expect(await row(id)).toEqual({})
  expect(await versionsOf(db, id)).toBe(1)
})

test('two writers at once: each change is in the index, under its own mark', async () => {
  const { db } = database()
  const id = await putAccount(db, { id: 'both', at: day(-50) })
  await refresh(id, 0)
  const change = (write: (trx: Db) => Promise<unknown>) =>
    db.transaction().execute(async (trx) => {
      await write(trx)
      return refreshIndex(trx, { accountIds: [id], now: day(2), select })
    })
  const marks = await Promise.all([
    change((trx) => putItem(trx, { accountId: id, runId: 'run_000010', at: day(1) })),
    change((trx) => putHumanMail(trx, id, day(1))),
  ])
  expect(new Set(marks.map(({ mark }) => mark)).size).toBe(2)
  expect(await versionsOf(db, id)).toBe(3)
  expect(await row(id)).toMatchObject({ in_review: true, last_human_touch_at: day(1) })
})

describe('the exclusion asked again at the claim', () => {
  const runId = RunId.parse('run_000020')
  const ask = (accountId: AccountId, n: number) =>
    exclusionNow(database().db, { accountId, runId, now: day(n), select })

  test('what the run itself did does not count, what another did does', async () => {
    const { db } = database()
    const id = await putAccount(db, { id: 'claim', at: day(-50) })
    await refresh(id, 0)
    expect(await ask(id, 0)).toBeUndefined()
    await putItem(db, { accountId: id, runId, at: day(0) })
    await refresh(id, 0)
    expect(await ask(id, 0)).toBeUndefined()
    await putItem(db, { accountId: id, runId: 'run_000021', at: day(0) })
    expect(await ask(id, 0)).toBe('in-review')
  })

  test('a suppression counts at once, before any refresh', async () => {
    const { db, ownerDb } = database()
    const id = await putAccount(db, { id: 'claim2', at: day(-50) })
    await refresh(id, 0)
    await sql`insert into daybook.suppression (scope, value, reason, at) values ('account', 'claim2', '', ${start}::timestamptz)`.execute(
      db,
    )
    expect(await ask(id, 0)).toBe('suppressed')
    await sql`delete from daybook.suppression`.execute(ownerDb)
  })

  test('being worked by another run', async () => {
    const { db } = database()
    const id = await putAccount(db, { id: 'claim3', at: day(-50) })
    await refresh(id, 0)
    await putWorked(db, { runId: 'run_000022', accountIds: [id], at: day(0) })
    await sql`update daybook.work_item set state = 'running', outcome = null`.execute(db)
    expect(await ask(id, 0)).toBe('in-flight')
  })
})
