import { TZDate } from '@date-fns/tz'
import { endOfDay } from 'date-fns/endOfDay'
import type { World } from '#ports/world.ts'
import type { BookConfig } from '#records/config.ts'
import type { WithDb } from '#state/db.ts'
import { appendAudit } from '#state/write/audit.ts'
import { expireQueueItems } from '#state/write/queue-item-expire.ts'
import { refreshIndex } from '#state/write/refresh-index.ts'

/**
 * Closes queue items whose time is over by the end of the day, so that their accounts compete again; call it before a book
 * is ranked. By the day of the book's calendar and not by the moment: the runs of two days begin at the same hour, and
 * whether an item is gone must not hang on the seconds between. A time limit never releases anything. Idempotent. Returns
 * how many were closed.
 */
export async function expireItems(
  world: Pick<World, 'clock'> & WithDb,
  { select, timeZone }: Pick<BookConfig, 'select' | 'timeZone'>,
): Promise<number> {
  const now = world.clock()
  const until = new Date(endOfDay(new TZDate(now.getTime(), timeZone)).getTime())
  const closed = await world.db.transaction().execute(async (trx) => {
    const items = await expireQueueItems(trx, { now, until })
    const entries = items.map(({ id, accountId, runId }) => {
      const at = now.toISOString()
      return { at, actor: 'daybook', kind: 'item-expired', accountId, runId, body: { item: id } }
    })
    await appendAudit(trx, entries)
    return items
  })
  const accountIds = [...new Set(closed.map(({ accountId }) => accountId))]
  if (accountIds.length > 0) await refreshIndex(world.db, { accountIds, now, select })
  return closed.length
}
