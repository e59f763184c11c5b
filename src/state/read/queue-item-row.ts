import { sql } from 'kysely'
import * as z from 'zod'
import { QueueItem } from '#records/queue-item.ts'

const instant = z.date().transform((at) => at.toISOString())

/** A row of queue_item with the proposal it holds, as the record. */
export const QueueItemRow = z
  .object({ createdAt: instant, expiresAt: instant })
  .loose()
  .transform((row): unknown => row)
  .pipe(QueueItem)

/** What QueueItemRow needs, of `q` (queue_item) and `p` (its proposal, left joined). */
export const queueItemColumns = sql`
  q.id, q.key, q.account_id as "accountId", q.account_name as "accountName", q.run_id as "runId",
  q.proposal_id as "proposalId", p.proposal, q.held, q.failure, q.owner_id as "ownerId",
  q.assigned_to as "assignedTo", q.state, q.version, q.snoozed_until::text as "snoozedUntil",
  q.created_at as "createdAt", q.expires_at as "expiresAt"`
