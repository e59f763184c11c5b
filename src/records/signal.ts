import * as z from 'zod'
import { AccountId } from './ids.ts'
import { Instant } from './time.ts'

export const SignalKind = z.enum([
  'unanswered-inbound',
  'new-contact',
  'job-posting',
  'stage-change',
  'contract-end',
  'new-lead',
  'flag',
])
export type SignalKind = z.infer<typeof SignalKind>

/** A dated reason to act. `sourceRef` is the activity, record or earlier run that raised it. */
export const Signal = z.object({
  accountId: AccountId,
  kind: SignalKind,
  at: Instant,
  detail: z.string(),
  sourceRef: z.string(),
})
export type Signal = z.infer<typeof Signal>
