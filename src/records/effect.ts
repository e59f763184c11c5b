import * as z from 'zod'
import { Action } from './action.ts'
import { AccountId, ProposalId, RunId } from './ids.ts'
import { JsonValue } from './fields.ts'
import { Ref } from './ref.ts'
import { Instant } from './time.ts'

/**
 * One cleared action on its way into the world: claim (pending) -> act -> confirm (done, conflict, refused); `unknown`: the
 * database was restored before the answer, and nobody acts on it again. `key` is
 * null for field writes, which converge by diff, and for the repetition of an effect that already stands.
 */
export const Effect = z.object({
  id: z.string(),
  key: z.string().nullable(),
  runId: RunId,
  accountId: AccountId,
  proposalId: ProposalId,
  actionIndex: z.number().int(),
  kind: z.string(),
  action: Action,
  state: z.enum(['pending', 'done', 'conflict', 'refused', 'unknown']),
  result: z.enum(['created', 'updated', 'unchanged']).nullable(),
  ref: Ref.nullable(),
  before: z.record(z.string(), JsonValue).nullable(),
  after: z.record(z.string(), JsonValue).nullable(),
  version: z.string().nullable(),
  decidedAt: Instant,
  confirmedAt: Instant.nullable(),
})
export type Effect = z.infer<typeof Effect>
