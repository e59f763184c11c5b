import * as z from 'zod'
import { JsonValue } from './fields.ts'
import { AccountId, ClaimId } from './ids.ts'
import { Instant } from './time.ts'

/** One vendor's answer for one field of one account. */
export const Claim = z.object({
  id: ClaimId,
  accountId: AccountId,
  field: z.string(),
  /** As shown and cited: an exact value, or a range in words ("51-200"). */
  value: JsonValue,
  /** The bounds, when the vendor gave a range; `max` null: no upper bound. */
  range: z.object({ min: z.number(), max: z.number().nullable() }).optional(),
  unit: z.string().optional(),
  vendor: z.string(),
  observedAt: Instant,
  /** The vendor's own confidence, 0..1. */
  confidence: z.number().min(0).max(1).optional(),
})
export type Claim = z.infer<typeof Claim>

/** A field on which sources disagree and code may not decide: the claims stand side by side. */
export const OpenQuestion = z.object({ field: z.string(), inRecord: JsonValue, claims: z.array(Claim) })
export type OpenQuestion = z.infer<typeof OpenQuestion>
