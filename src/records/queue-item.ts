import * as z from 'zod'
import { AccountId, ItemId, OwnerId, ProposalId, RunId } from './ids.ts'
import { Proposal } from './proposal.ts'
import { Instant, LocalDate } from './time.ts'
import { ActionVerdict } from './verdict.ts'

export const ItemState = z.enum(['open', 'snoozed', 'approved', 'fixed', 'edited', 'rejected', 'expired'])
export type ItemState = z.infer<typeof ItemState>

/**
 * What waits for a person: the held actions of one proposal, or an account whose subagent failed twice (then
 * `proposal` is null and `failure` says why). `version` rises with every decision.
 */
export const QueueItem = z.object({
  id: ItemId,
  key: z.string(),
  accountId: AccountId,
  accountName: z.string(),
  runId: RunId,
  proposalId: ProposalId.nullable(),
  proposal: Proposal.nullable(),
  held: z.array(ActionVerdict),
  failure: z.string().nullable(),
  ownerId: OwnerId.nullable(),
  assignedTo: OwnerId.nullable(),
  state: ItemState,
  version: z.number().int(),
  snoozedUntil: LocalDate.nullable(),
  createdAt: Instant,
  expiresAt: Instant,
})
export type QueueItem = z.infer<typeof QueueItem>
