import { sql } from 'kysely'
import { itemMoves } from '#records/item-moves.ts'
import type { QueueItem } from '#records/queue-item.ts'
import type { Db } from '../db.ts'

/**
 * What an item holds becomes something else, or nothing that is left to decide. The version rises, so that nobody can
 * decide on what they did not see; what is put back has its own time, or it would close before anybody saw it. The caller
 * holds the row.
 */
export async function replaceQueueItem(
  trx: Db,
  item: Pick<QueueItem, 'id' | 'proposalId' | 'held' | 'failure' | 'expiresAt'>,
  move: 'put-back' | 'expire',
): Promise<void> {
  await sql`
    update daybook.queue_item
    set proposal_id = ${item.proposalId}, held = ${JSON.stringify(item.held)}::jsonb, failure = ${item.failure},
        state = ${itemMoves[move].to}, snoozed_until = null, version = version + 1,
        expires_at = ${item.expiresAt}::timestamptz
    where id = ${item.id}`.execute(trx)
}
