import { sql } from 'kysely'
import type { QueueItem } from '#records/queue-item.ts'
import type { Db } from '../db.ts'

/** False: an item of this key exists, made a moment ago by somebody else; it stands. */
export async function insertQueueItem(trx: Db, item: Omit<QueueItem, 'proposal'>): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into daybook.queue_item (id, key, account_id, account_name, run_id, proposal_id, held, failure, owner_id,
                                    assigned_to, state, version, snoozed_until, created_at, expires_at)
    values (${item.id}, ${item.key}, ${item.accountId}, ${item.accountName}, ${item.runId}, ${item.proposalId},
            ${JSON.stringify(item.held)}::jsonb, ${item.failure}, ${item.ownerId}, ${item.assignedTo}, ${item.state},
            ${item.version}, ${item.snoozedUntil}::date, ${item.createdAt}::timestamptz,
            ${item.expiresAt}::timestamptz)
    on conflict (key) do nothing`.execute(trx)
  return numAffectedRows === 1n
}
