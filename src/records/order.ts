import * as z from 'zod'
import { AccountId, ContactId, FactId, OrderId, OwnerId, ProposalId, RunId } from './ids.ts'
import { Instant } from './time.ts'

export const OrderState = z.enum(['waiting', 'approved', 'deferred', 'sending', 'sent', 'unknown', 'void'])
export type OrderState = z.infer<typeof OrderState>

/** A message that waits for a person's yes. `hash` covers what a person sees: from, to, subject, text and cited facts. */
export const Order = z.object({
  id: OrderId,
  key: z.string(),
  accountId: AccountId,
  contactId: ContactId,
  ownerId: OwnerId.nullable(),
  runId: RunId,
  proposalId: ProposalId,
  purpose: z.string(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  language: z.string(),
  sentences: z.array(z.object({ text: z.string(), cites: z.array(FactId) })),
  hash: z.string(),
  state: OrderState,
  createdAt: Instant,
})
export type Order = z.infer<typeof Order>
