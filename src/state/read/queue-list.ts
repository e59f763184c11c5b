import { sql } from 'kysely'
import * as z from 'zod'
import type { QueueItem } from '#records/queue-item.ts'
import type { Db } from '../db.ts'
import { queueItemColumns, QueueItemRow } from './queue-item-row.ts'

/** Which items to list: those that wait now (default), or all; one owner's, or everybody's. */
export interface QueueFilter {
  readonly now: Date
  readonly all?: boolean | undefined
  readonly ownerId?: string | undefined
  readonly limit: number
}

/** Queue items, oldest first. A snoozed item waits again from the day it was snoozed until. */
export async function queueList(db: Db, filter: QueueFilter): Promise<readonly QueueItem[]> {
  const { rows } = await sql`
    select ${queueItemColumns}
    from daybook.queue_item q left join daybook.proposal p on p.id = q.proposal_id
    where (${filter.all === true} or q.state = 'open'
           or (q.state = 'snoozed' and q.snoozed_until <= (${filter.now}::timestamptz at time zone 'UTC')::date))
      and (${filter.ownerId ?? null}::text is null or coalesce(q.assigned_to, q.owner_id) = ${filter.ownerId ?? null})
    order by q.created_at, q.id
    limit ${filter.limit}`.execute(db)
  return z.array(QueueItemRow).parse(rows)
}
