import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { plusDays } from '#base/clock.ts'
import { Fault } from '#base/fault.ts'
import type { Crm } from '#ports/crm.ts'
import { rebuildIndex, syncBook } from '#orchestrator/sync/sync-book.ts'
import { SelectConfig } from '#records/config.ts'
import { AccountId } from '#records/ids.ts'
import { segmentMoves } from '#state/read/segment-moves.ts'
import { fakeCrm } from '../fakes/crm.ts'
import { useDatabase } from '../setup/database.ts'
import { emptyBook, putItem } from './select-book.ts'

const database = useDatabase()
const start = new Date('2026-03-01T08:00:00Z')
const config = { select: SelectConfig.parse({}) }

beforeEach(async () => {
  await emptyBook(database().ownerDb)
  await sql`update daybook.feed_cursor set mark = null`.execute(database().db)
  await sql`update daybook.index_mark set mark = 0`.execute(database().db)
})

async function bookOf(accounts: number) {
  let now = start
  const clock = () => now
  const crm = fakeCrm({ clock })
  await crm.putDealStages([{ id: 'open', label: 'Open', order: 1, kind: 'open' }])
  for (let from = 0; from < accounts; from += 500)
    await crm.upsert(
      'account',
      Array.from({ length: Math.min(500, accounts - from) }, (_, n) => ({
        key: `k:${from + n}`,
        fields: { name: `Account ${from + n}`, employees: (from + n) % 300, domain: `a${from + n}.example` },
        by: 'import' as const,
      })),
    )
  const world = { crm, clock, db: database().db }
  return {
    crm,
    world,
    pass(days: number) {
      now = plusDays(now, days)
      return now
    },
  }
}

async function rows(): Promise<
  readonly { account_id: string; name: string; segment: string; unanswered_count: number }[]
> {
  const { rows: found } = await sql<{
    account_id: string
    name: string
    segment: string
    unanswered_count: number
  }>`
    select account_id, name, segment, unanswered_count from daybook.book_index where valid_to is null order by name`.execute(
    database().db,
  )
  return found
}

test('the first sync takes the book in, the next one finds nothing, and a change touches its account alone', async () => {
  const { crm, world, pass } = await bookOf(1200)
  expect(await syncBook(world, config)).toMatchObject({ changed: 1200 })
  const { mark } = await syncBook(world, config)
  expect(await syncBook(world, config)).toEqual({ changed: 0, mark })
  const now = pass(0.5)
  const [first] = await rows()
  const accountId = AccountId.parse(first?.account_id)
  await crm.addActivities([
    {
      key: 'm1',
      accountId,
      type: 'email',
      direction: 'inbound',
      author: 'outsider',
      at: now.toISOString(),
      subject: '',
      body: '',
    },
  ])
  expect(await syncBook(world, config)).toMatchObject({ changed: 1, mark: mark + 1 })
  expect((await rows())[0]).toMatchObject({ account_id: accountId, unanswered_count: 1 })
})

test('a CRM that fails in the middle loses nothing: what was stored stays, the rest comes with the next sync', async () => {
  const { crm, world } = await bookOf(2500)
  let pages = 0
  const failing: Crm = {
    ...crm,
    async *scan(object, since) {
      for await (const page of crm.scan(object, since)) {
        if (++pages === 2) throw new Fault('down', 'gone away')
        yield page
      }
    },
  }
  await expect(syncBook({ ...world, crm: failing }, config)).rejects.toThrow('gone away')
  expect(await rows()).toHaveLength(0)
  await syncBook(world, config)
  expect(await rows()).toHaveLength(2500)
  expect(await syncBook(world, config)).toMatchObject({ changed: 0 })
})

test('three syncs at once end with one version of every account', async () => {
  const { world } = await bookOf(1500)
  const all = await Promise.all([syncBook(world, config), syncBook(world, config), syncBook(world, config)])
  expect(all.reduce((sum, { changed }) => sum + changed, 0)).toBe(1500)
  const { rows: versions } = await sql<{
    n: number
  }>`select count(*)::int as n from daybook.book_index`.execute(world.db)
  expect(versions[0]?.n).toBe(1500)
})

test('a slow sync cannot put an old page over what a faster one stored', async () => {
  const { crm, world } = await bookOf(3)
  await syncBook(world, config)
  const id = (await rows())[0]?.account_id ?? ''
  const rename = (name: string) => crm.upsert('account', [{ id, fields: { name }, by: 'person' }])
  await rename('Old name')
  let overtaken = false
  const slow: Crm = {
    ...crm,
    async *scan(object, since) {
      for await (const page of crm.scan(object, since)) {
        if (!overtaken) {
          overtaken = true
          await rename('New name')
          await syncBook(world, config)
        }
        yield page
      }
    },
  }
  await syncBook({ ...world, crm: slow }, config)
  expect((await rows()).map(({ name }) => name)).toContain('New name')
})

test('a refresh that a crash swallowed is made up for: what our own tables say reaches the row', async () => {
  const { world, pass } = await bookOf(3)
  await syncBook(world, config)
  const accountId = AccountId.parse((await rows())[0]?.account_id)
  await putItem(world.db, { accountId, runId: 'run_000001', at: pass(1) })
  expect(await syncBook(world, config)).toMatchObject({ changed: 1 })
  await sql`update daybook.queue_item set state = 'rejected'`.execute(world.db)
  pass(1)
  expect(await syncBook(world, config)).toMatchObject({ changed: 1 })
})

test('time alone moves a row: a new lead grows old', async () => {
  const { world, pass } = await bookOf(2)
  await syncBook(world, config)
  expect((await rows()).map(({ segment }) => segment)).toEqual(['new-leads', 'new-leads'])
  pass(13.9)
  expect(await syncBook(world, config)).toMatchObject({ changed: 0 })
  pass(0.2)
  expect(await syncBook(world, config)).toMatchObject({ changed: 2 })
  expect((await rows()).map(({ segment }) => segment)).toEqual(['unsegmented', 'small-business'])
})

test('changed segment rules: the dry run says what moves, the next sync moves it, a rebuild finds nothing left', async () => {
  const { world } = await bookOf(4)
  await syncBook(world, config)
  const other = { select: SelectConfig.parse({ segments: [{ name: 'tiny', sizeBand: ['1-10'], floor: 1 }] }) }
  const moves = await segmentMoves(world.db, { segments: other.select.segments, now: start })
  expect(moves.map(({ from, to, accounts }) => [from, to, accounts])).toEqual([
    ['new-leads', 'tiny', 3],
    ['new-leads', 'unsegmented', 1],
  ])
  expect((await rows()).map(({ segment }) => segment)).toEqual(Array(4).fill('new-leads'))
  expect(await syncBook(world, other)).toMatchObject({ changed: 4 })
  expect(await rebuildIndex(world, other)).toMatchObject({ changed: 0 })
})
