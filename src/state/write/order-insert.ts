import { sql } from 'kysely'
import type { Order } from '#records/order.ts'
import type { Db } from '../db.ts'

/** False: an order of this key exists; the same message in other words is the same order, and the first stands. */
export async function insertOrder(trx: Db, order: Order): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into daybook.outreach_order (id, key, account_id, contact_id, owner_id, run_id, proposal_id, purpose, sender,
                                        recipient, subject, language, sentences, hash, state, created_at)
    values (${order.id}, ${order.key}, ${order.accountId}, ${order.contactId}, ${order.ownerId}, ${order.runId},
            ${order.proposalId}, ${order.purpose}, ${order.from}, ${order.to}, ${order.subject}, ${order.language},
            ${JSON.stringify(order.sentences)}::jsonb, ${order.hash}, ${order.state}, ${order.createdAt}::timestamptz)
    on conflict (key) do nothing`.execute(trx)
  return numAffectedRows === 1n
}
