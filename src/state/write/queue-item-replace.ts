import { sql } from 'kysely'
import type { QueueItem } from '#records/queue-item.ts'
import type { Db } from '../db.ts'

/**
 * What an item holds becomes something else. The version rises, so that nobody can decide on what they did not see.
 * The caller holds the row.
 */
export async function replaceQueueItem(
  trx: Db,
  item: Pick<QueueItem, 'id' | 'proposalId' | 'held' | 'failure' | 'state'>,
): Promise<void> {
  await sql`
    update daybook.queue_item
    set proposal_id = ${item.proposalId}, held = ${JSON.stringify(item.held)}::jsonb, failure = ${item.failure},
        state = ${item.state}, snoozed_until = null, version = version + 1
    where id = ${item.id}`.execute(trx)
}
