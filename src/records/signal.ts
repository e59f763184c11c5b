import * as z from 'zod'
import { AccountId } from './ids.ts'
import { MailKind } from './inbound-reading.ts'
import { Instant } from './time.ts'

export const SignalKind = z.enum([
  'unanswered-inbound',
  'mail-read',
  'new-contact',
  'job-posting',
  'stage-change',
  'contract-end',
  'new-lead',
  'flag',
])
export type SignalKind = z.infer<typeof SignalKind>

/**
 * A dated reason to act. `sourceRef` is the activity, record or earlier run that raised it. `detail` is our wording;
 * `quote` an outsider's, literally: tainted, and shown as data only. `mail`: what an unanswered mail was read as.
 */
export const Signal = z.object({
  accountId: AccountId,
  kind: SignalKind,
  at: Instant,
  detail: z.string(),
  sourceRef: z.string(),
  mail: MailKind.optional(),
  quote: z.string().optional(),
})
export type Signal = z.infer<typeof Signal>
