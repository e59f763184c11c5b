import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { plusDays } from '#base/clock.ts'
import { oneOf } from '#base/random.ts'
import { SelectConfig } from '#records/config.ts'
import type { AccountId } from '#records/ids.ts'
import { pick } from '#select/pick.ts'
import { floorsToServe, nominalFloors } from '#select/floors.ts'
import { reserveSeats } from '#select/forecast.ts'
import { select, selectAgain } from '#select/step.ts'
import type { Db } from '#state/db.ts'
import { exclusionCase } from '#state/read/score-exclusion.ts'
import { scoreSum } from '#state/read/score-parts.ts'
import { refreshIndex } from '#state/write/refresh-index.ts'
import { useDatabase } from '../setup/database.ts'
import {
  emptyBook,
  fillIndex,
  type IndexShape,
  ownersNamed,
  putAccount,
  putHumanMail,
} from './select-book.ts'

const database = useDatabase()
const now = new Date('2026-06-01T09:00:00Z')
const names = ['open-deals', 'customers', 'lapsed', 'unsegmented']
const config = SelectConfig.parse({
  segments: [
    { name: 'open-deals', stage: ['open-deal'], floor: 2 },
    { name: 'customers', floor: 3 },
    { name: 'lapsed', floor: 2 },
  ],
  maxDarkRuns: 1,
  ownerCapacity: 8,
  poolCapacity: 5,
})

beforeEach(() => emptyBook(database().ownerDb))

/** The set as pick makes it from every account of the book, not from the candidates of the statement. */
async function fromAll(db: Db, ask: { free: readonly number[]; limit: number; config: SelectConfig }) {
  const place = sql`case when i.owner_id is null then 0 else substr(i.owner_id, 5)::int + 1 end`
  const full = sql`(${[...ask.free]}::int[])[${place} + 1] <= 0`
  const { rows } = await sql<{
    accountId: string
    segment: string
    place: number
    score: number
    due: number
  }>`
    select i.account_id as "accountId", i.segment, ${place} as place, ${scoreSum(ask.config, now)} as score,
      ceil((${ask.config.maxWaitDays}::float8 - waited_days) / ${ask.config.daysBetweenRuns}::float8)::int as due
    from daybook.book_index i
    where ${exclusionCase(ask.config, now, { inFlight: sql`false`, ownerFull: full })} = 0`.execute(db)
  const reserve = reserveSeats(ask.limit, ask.config)
  const claims = nominalFloors(ask.config, {}).map((claim) => ({
    ...claim,
    floor: Math.min(claim.floor, rows.filter(({ segment }) => segment === claim.segment).length),
  }))
  const floors = floorsToServe(claims, ask.limit - reserve, ask.config)
  return pick({ candidates: rows, limit: ask.limit, reserve, floors, free: ask.free })
}

const even: IndexShape['owner'] = (random) =>
  oneOf(random, ['own-0', 'own-1', 'own-2', 'own-3', 'own-4', null])
/** Nearly everything is one owner's: the head of every order is theirs, and their places are few. */
const crowded: IndexShape['owner'] = (random, n) => (n % 50 === 0 ? even(random, n) : 'own-0')

describe('the candidates are enough: the set is the one pick makes from the whole book', () => {
  test.each([
    ['owners with places', even, 1, 30, () => 0, 8],
    ['different waits', even, 2, 40, (random: () => number) => random() * 95, 8],
    ['fewer places than seats', even, 3, 200, (random: () => number) => random() * 95, 3],
    ['one crowded owner', crowded, 4, 60, (random: () => number) => Math.floor(random() * 5), 8],
    ['one crowded owner, hardly any place', crowded, 5, 60, () => 0, 1],
    ['a limit of one', even, 6, 1, (random: () => number) => random() * 95, 8],
    ['more seats than accounts', even, 7, 9000, () => 0, 10_000],
  ])('%s', async (...spread) => {
    const [_what, owner, seed, limit, wait, capacity] = spread
    const { db } = database()
    await fillIndex(db, { accounts: 6000, seed, now, segments: names, owner, wait })
    const mine = { ...config, ownerCapacity: capacity }
    const chosen = await select({ db }, { config: mine, owners: ownersNamed(5), now, mark: 1, limit })
    const free = chosen.feasibility.basis?.free ?? []
    const all = await fromAll(db, { free, limit, config: mine })
    expect(all.length).toBeGreaterThan(0)
    expect(chosen.chosen.map(({ accountId, seat }) => [accountId, seat])).toEqual(
      all.map(({ account, seat }) => [account.accountId, seat]),
    )
    expect(chosen.chosen.map(({ score }) => score)).toEqual(all.map(({ account }) => account.score))
  })
})

test('equal scores go by id, and the parts add up to the score', async () => {
  const { db } = database()
  await sql`insert into daybook.book_index (valid_from, account_id, name, segment, stage, size_band, arrived_at, changed_at,
      eligible_from, waited_days, unanswered_count, inbound_count30, contact_count, suppressed, in_review, hiring, flags)
    select 1, 'acc-' || n, 'x', 'customers', 'customer', '51-200', ${now}::timestamptz, ${now}::timestamptz,
      ${now}::timestamptz, 0, 0, 0, 0, false, false, true, '{}' from generate_series(1, 3000) n`.execute(db)
  const { chosen } = await select(
    { db },
    { config: { ...config, poolCapacity: 100 }, owners: [], now, mark: 1, limit: 50 },
  )
  const ids = Array.from({ length: 3000 }, (_, n) => `acc-${n + 1}`).toSorted()
  expect(chosen.map(({ accountId }) => accountId)).toEqual(ids.slice(0, 50))
  for (const { parts, score } of chosen)
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(score, 12)
})

test('the selection is made again from mark, config and basis, after the book has moved on', async () => {
  const { db } = database()
  const owners = ownersNamed(2)
  const ids: AccountId[] = []
  for (let n = 0; n < 40; n++)
    ids.push(
      await putAccount(db, {
        id: `acc-${n}`,
        owner: `own-${n % 3}`,
        at: plusDays(now, -n),
        employees: n * 10,
      }),
    )
  const { mark } = await refreshIndex(db, { accountIds: ids, now, select: config })
  const first = await select({ db }, { config, owners, now, mark, limit: 12 })
  expect(first.chosen).toHaveLength(12)
  for (const id of ids.slice(0, 20)) await putHumanMail(db, id, now)
  await sql`delete from daybook.feed_account where id = 'acc-39'`.execute(db)
  const later = plusDays(now, 1)
  const moved = await refreshIndex(db, { accountIds: ids, now: later, select: config })
  expect(moved.changed).toBe(21)
  const basis = first.feasibility.basis
  if (basis === undefined) throw new Error('a selection names its basis')
  expect(await selectAgain({ db }, { config, mark, basis })).toEqual(first)
  const second = await select({ db }, { config, owners, now: later, mark: moved.mark, limit: 12 })
  expect(second.chosen.map(({ accountId }) => accountId)).not.toEqual(
    first.chosen.map(({ accountId }) => accountId),
  )
})

test('owners: an absent one counts to the delegate, nobody active to the pool, open items take places', async () => {
  const { db } = database()
  await fillIndex(db, {
    accounts: 200,
    seed: 1,
    now,
    segments: names,
    owner: (random) => oneOf(random, ['own-0', 'own-1', 'own-2', 'own-9']),
    wait: () => 0,
  })
  const [a, b, c] = ownersNamed(3)
  if (a === undefined || b === undefined || c === undefined) throw new Error('three owners')
  const owners = [a, { ...b, active: false, delegateId: a.id }, { ...c, active: false }]
  await sql`insert into daybook.queue_item (id, key, account_id, account_name, run_id, held, owner_id, state, created_at, expires_at)
    select 'i' || n, 'k' || n, 'x', '', 'run_1', '[]', 'own-1', 'open', ${now}::timestamptz, ${now}::timestamptz
    from generate_series(1, 3) n`.execute(db)
  const { chosen, excluded } = await select({ db }, { config, owners, now, mark: 1, limit: 100 })
  const of = (...ids: string[]) =>
    chosen.filter(({ ownerId }) => ownerId !== null && ids.includes(ownerId)).length
  expect(of('own-0', 'own-1')).toBe(5)
  expect(of('own-2', 'own-9')).toBe(5)
  const full = await select(
    { db },
    { config: { ...config, ownerCapacity: 3 }, owners, now, mark: 1, limit: 100 },
  )
  expect(full.excluded['owner-at-capacity']).toBeGreaterThan(0)
  expect(excluded['owner-at-capacity']).toBeUndefined()
})

test('--more: accounts that have a place are not chosen twice, and the next ones are the next of the ranking', async () => {
  const { db } = database()
  await fillIndex(db, { accounts: 300, seed: 3, now, segments: names, owner: () => null, wait: () => 0 })
  const roomy = { ...config, poolCapacity: 1000, maxDarkRuns: 5 }
  const ask = { config: roomy, owners: [], now, mark: 1 }
  const all = await select({ db }, { ...ask, limit: 30 })
  const first = await select({ db }, { ...ask, limit: 20 })
  const exclude = first.chosen.map(({ accountId }) => accountId)
  const more = await select({ db }, { ...ask, limit: 10, exclude })
  expect([...exclude, ...more.chosen.map(({ accountId }) => accountId)]).toEqual(
    all.chosen.map(({ accountId }) => accountId),
  )
})
