import * as z from 'zod'
import { JsonValue } from './fields.ts'
import { AccountId, ClaimId } from './ids.ts'
import { Instant } from './time.ts'

/** One vendor's answer for one field of one account. */
export const Claim = z.object({
  id: ClaimId,
  accountId: AccountId,
  field: z.string(),
  value: JsonValue,
  vendor: z.string(),
  observedAt: Instant,
})
export type Claim = z.infer<typeof Claim>

/** A field on which sources disagree and code may not decide: the claims stand side by side. */
export const OpenQuestion = z.object({ field: z.string(), inRecord: JsonValue, claims: z.array(Claim) })
export type OpenQuestion = z.infer<typeof OpenQuestion>
