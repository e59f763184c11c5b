import { sql } from 'kysely'
import * as z from 'zod'
import type { QueueItem } from '#records/queue-item.ts'
import type { Db } from '../db.ts'
import { queueItemColumns, QueueItemRow } from './queue-item-row.ts'

/** Queue items whose id begins with `prefix`, at most two: more than one means the prefix is too short. */
export async function queueItemsByPrefix(db: Db, prefix: string): Promise<readonly QueueItem[]> {
  const { rows } = await sql`
    select ${queueItemColumns}
    from daybook.queue_item q left join daybook.proposal p on p.id = q.proposal_id
    where starts_with(q.id, ${prefix}) order by q.id limit 2`.execute(db)
  return z.array(QueueItemRow).parse(rows)
}

/** The one queue item of a key; undefined when there is none. */
export async function queueItemByKey(db: Db, key: string): Promise<QueueItem | undefined> {
  const { rows } = await sql`
    select ${queueItemColumns}
    from daybook.queue_item q left join daybook.proposal p on p.id = q.proposal_id
    where q.key = ${key}`.execute(db)
  return z.array(QueueItemRow).parse(rows)[0]
}

/**
 * The same two reads, holding the row until the transaction ends. Always taken before effects and reservations, so
 * that a decision and a run that meet on one account wait for each other in one order.
 */
export async function lockQueueItem(
  trx: Db,
  by: { readonly id: string } | { readonly key: string },
): Promise<QueueItem | undefined> {
  const which = 'id' in by ? sql`q.id = ${by.id}` : sql`q.key = ${by.key}`
  const { rows } = await sql`
    select ${queueItemColumns}
    from daybook.queue_item q left join daybook.proposal p on p.id = q.proposal_id
    where ${which} for update of q`.execute(trx)
  return z.array(QueueItemRow).parse(rows)[0]
}
