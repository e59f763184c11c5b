import * as z from 'zod'
import { canonicalJson, type Json } from '#base/canonical.ts'
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
  /** What the answer it came with cost, whole micro-USD. */
  microUsd: z.number().int().optional(),
})
export type Claim = z.infer<typeof Claim>

/** Head counts and the like differ by a rounding between vendors; beyond this they contradict each other. */
const sameNumberWithin = 0.2

const normal = (value: Json): string =>
  typeof value === 'string' ? value.normalize('NFKC').trim().toLowerCase() : canonicalJson(value)

type Said = Pick<Claim, 'value' | 'range'>
type Range = NonNullable<Claim['range']>

const holds = ({ min, max }: Range, value: number): boolean => value >= min && (max === null || value <= max)

const overlap = (a: Range, b: Range): boolean =>
  (b.max === null || a.min <= b.max) && (a.max === null || b.min <= a.max)

/**
 * Whether two claims about one field can both be true: numbers within 20 %, ranges that overlap, a number inside a
 * range, the same text but for case and blanks. Lists name what was seen, so they never contradict each other.
 */
export function agree(a: Said, b: Said): boolean {
  if (a.range !== undefined && b.range !== undefined) return overlap(a.range, b.range)
  if (a.range !== undefined) return typeof b.value === 'number' && holds(a.range, b.value)
  if (b.range !== undefined) return agree(b, a)
  if (Array.isArray(a.value) && Array.isArray(b.value)) return true
  if (typeof a.value === 'number' && typeof b.value === 'number')
    return Math.abs(a.value - b.value) <= sameNumberWithin * Math.max(Math.abs(a.value), Math.abs(b.value))
  return normal(a.value) === normal(b.value)
}

/** A field on which sources disagree and code may not decide: the claims stand side by side. */
export const OpenQuestion = z.object({ field: z.string(), inRecord: JsonValue, claims: z.array(Claim) })
export type OpenQuestion = z.infer<typeof OpenQuestion>
