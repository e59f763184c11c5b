import * as z from 'zod'
import { Evidence } from './evidence.ts'
import { AccountId, ProposalId, RunId } from './ids.ts'
import { Proposal } from './proposal.ts'
import { Instant } from './time.ts'
import { Verdict } from './verdict.ts'

/**
 * A proposal as committed, with all that is needed to judge it again. `pass` 0 marks what a person released from the
 * queue (then `attempt` is the version of the item they decided on); runs count passes from 1.
 */
export const StoredProposal = z.object({
  id: ProposalId,
  runId: RunId,
  accountId: AccountId,
  pass: z.number().int(),
  attempt: z.number().int(),
  proposal: Proposal,
  briefHash: z.string(),
  evidence: Evidence,
  verdict: Verdict,
  at: Instant,
})
export type StoredProposal = z.infer<typeof StoredProposal>
