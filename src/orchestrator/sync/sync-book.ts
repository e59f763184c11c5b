import { hashOf } from '#base/hash.ts'
import { plusDays } from '#base/clock.ts'
import type { CrmRecords } from '#ports/crm.ts'
import type { World } from '#ports/world.ts'
import type { BookConfig, SelectConfig } from '#records/config.ts'
import type { Db, WithDb } from '#state/db.ts'
import { indexMark } from '#state/read/index-mark.ts'
import { feedCursor, moveCursor } from '#state/write/feed-cursor.ts'
import { putFeedDealStages } from '#state/write/feed-deal-stages.ts'
import { takeTouched, touchAll, touchMoved } from '#state/write/feed-touched.ts'
import { upsertFeed, type FeedRow } from '#state/write/feed-upsert.ts'
import { lockIndex } from '#state/write/index-lock.ts'
import { refreshIndex } from '#state/write/refresh-index.ts'
import { accountRow, activityRow, contactRow, dealRow } from './feed-rows.ts'

type SyncWorld = Pick<World, 'crm' | 'clock'> & WithDb
export interface Synced {
  /** The newest mark of the index. */
  readonly mark: number
  /** Accounts with a new version. */
  readonly changed: number
}

/** Accounts recomputed in one transaction: big enough to be quick, small enough that others wait for moments only. */
const chunk = 1000
/** Clocks of several machines may differ this much when they date what they did. */
const overlapDays = 10 / 1440

/**
 * Brings the index up to date with the CRM and with our own tables. Safe to call at any time, by several processes at once
 * and after any crash. A page and its cursor move in one transaction, together with the names of the accounts it touched;
 * these are crossed out in the transaction that recomputes them. Two syncs may read the same page, but only the one that
 * moves the cursor stores it; the other reads again from there. Throws what the CRM throws; what was stored stays.
 */
export async function syncBook(world: SyncWorld, config: Pick<BookConfig, 'select'>): Promise<Synced> {
  const stages = await world.crm.dealStages()
  await world.db.transaction().execute((trx) => putFeedDealStages(trx, stages))
  await readFeed(world, 'account', accountRow)
  await readFeed(world, 'contact', contactRow)
  await readFeed(world, 'deal', dealRow)
  await readFeed(world, 'activity', activityRow)
  await noticeOurOwn(world)
  await noticeSettings(world.db, config.select)
  return { changed: await refreshTouched(world, config.select), mark: await indexMark(world.db) }
}

/** Recomputes every row: after a change of the segments, or when in doubt. */
export async function rebuildIndex(
  world: Pick<World, 'clock'> & WithDb,
  config: Pick<BookConfig, 'select'>,
): Promise<Synced> {
  await touchAll(world.db)
  return { changed: await refreshTouched(world, config.select), mark: await indexMark(world.db) }
}

async function readFeed<K extends keyof CrmRecords>(
  { crm, db }: SyncWorld,
  object: K,
  rowOf: (record: CrmRecords[K]) => FeedRow,
): Promise<void> {
  for (;;) {
    let from = await feedCursor(db, object)
    let isOurs = true
    for await (const page of crm.scan(object, from)) {
      const move = { from, to: page.mark }
      isOurs = await db.transaction().execute(async (trx) => {
        if (!(await moveCursor(trx, object, move))) return false
        await upsertFeed(trx, object, page.records.map(rowOf))
        return true
      })
      if (!isOurs) break
      from = page.mark
    }
    if (isOurs) return
  }
}

async function noticeOurOwn({ db, clock }: Pick<World, 'clock'> & WithDb): Promise<void> {
  const now = clock()
  await db.transaction().execute(async (trx) => {
    const from = await feedCursor(trx, 'own')
    const since = from === undefined ? new Date(0) : plusDays(new Date(from), -overlapDays)
    await touchMoved(trx, { now, since })
    // A sync beside us noticed as much: its overlap covers ours.
    await moveCursor(trx, 'own', { from, to: now.toISOString() })
  })
}

// What rows are made with. A change of anything else (weights, limits) needs no new rows.
const settingsOf = ({ segments, liveThreadDays, minDaysBetweenTouches }: SelectConfig): string =>
  hashOf({ segments, liveThreadDays, minDaysBetweenTouches })

async function noticeSettings(db: Db, select: SelectConfig): Promise<void> {
  const to = settingsOf(select)
  await db.transaction().execute(async (trx) => {
    const from = await feedCursor(trx, 'config')
    if (from === to || !(await moveCursor(trx, 'config', { from, to }))) return
    if (from !== undefined) await touchAll(trx)
  })
}

async function refreshTouched(
  { db, clock }: Pick<World, 'clock'> & WithDb,
  select: SelectConfig,
): Promise<number> {
  let changed = 0
  for (;;) {
    const step = await db.transaction().execute(async (trx) => {
      // First the lock: when another sync has the last accounts in hand, their rows must be there when we say we are done.
      await lockIndex(trx)
      const accountIds = await takeTouched(trx, chunk)
      if (accountIds.length === 0) return undefined
      return refreshIndex(trx, { accountIds, now: clock(), select })
    })
    if (step === undefined) return changed
    changed += step.changed
  }
}
