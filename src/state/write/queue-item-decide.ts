import { sql } from 'kysely'
import type { QueueItem } from '#records/queue-item.ts'
import type { Db } from '../db.ts'

/**
 * Moves an item on by one decision. False: another version stands, somebody else was first, and the caller must roll
 * back.
 */
export async function moveQueueItem(
  trx: Db,
  from: { readonly id: string; readonly version: number },
  to: Pick<QueueItem, 'state' | 'snoozedUntil' | 'assignedTo'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update daybook.queue_item
    set state = ${to.state}, snoozed_until = ${to.snoozedUntil}::date, assigned_to = ${to.assignedTo},
        version = version + 1
    where id = ${from.id} and version = ${from.version}`.execute(trx)
  return numAffectedRows === 1n
}
