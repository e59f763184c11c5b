import * as z from 'zod'
import { plusDays, utcDay } from '#base/clock.ts'
import type { CompanyQuestion, EnrichmentVendor, VendorAnswer, VendorClaim } from '#ports/enrichment.ts'
import { askJson, type VendorPlace } from './http.ts'

// A vendor that gives a size ("51-200") beside a count, revenue as a range ("$1M-$10M"), and how likely it found the
// right company. The count is the claim where it lies in the size. Where the two contradict each other the count is kept
// at half its confidence, so that somebody else is asked; where there is only a size, the range is the claim.

const Answer = z.object({
  likelihood: z.number().min(1).max(10),
  id: z.string().min(1),
  name: z.string().nullable(),
  website: z.string().nullable(),
  size: z.string().nullable(),
  employee_count: z.number().int().min(0).nullable(),
  industry: z.string().nullable(),
  inferred_revenue: z.string().nullable(),
  days_since_refresh: z.number().int().min(0),
})
type Answer = z.infer<typeof Answer>

function rangeOf(size: string | null): { readonly min: number; readonly max: number | null } | undefined {
  const [, low, high] = /^(\d+)(?:-(\d+)|\+)$/.exec(size ?? '') ?? []
  return low === undefined ? undefined : { min: Number(low), max: high === undefined ? null : Number(high) }
}

type Dated = Pick<VendorClaim, 'observedAt' | 'confidence'>

function employees({ size, employee_count: count }: Answer, dated: Dated): VendorClaim | undefined {
  const range = rangeOf(size)
  const claim = { field: 'employees', unit: 'people', ...dated }
  if (count === null) return range && { ...claim, value: size, range }
  const isWithin = range === undefined || (count >= range.min && (range.max === null || count <= range.max))
  return { ...claim, value: count, confidence: isWithin ? dated.confidence : dated.confidence / 2 }
}

const units: Readonly<Record<string, number>> = { '': 1, M: 1e6, B: 1e9 }

function revenue({ inferred_revenue: text }: Answer, dated: Dated): VendorClaim | undefined {
  const [, low, lowUnit = '', high, highUnit = ''] =
    /^\$(\d+)([MB]?)(?:-\$(\d+)([MB]?)|\+)$/.exec(text ?? '') ?? []
  if (low === undefined) return undefined
  const usd = (digits: string, unit: string): number => Number(digits) * (units[unit] ?? 1)
  const range = { min: usd(low, lowUnit), max: high === undefined ? null : usd(high, highUnit) }
  return { field: 'revenueUsd', unit: 'USD a year', value: text, range, ...dated }
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

function claimsOf(answer: Answer, now: Date): readonly VendorClaim[] {
  const observedAt = `${utcDay(plusDays(now, -answer.days_since_refresh))}T00:00:00.000Z`
  const dated = { observedAt, confidence: answer.likelihood / 10 }
  const numbers = [employees(answer, dated), revenue(answer, dated)]
  const industry = answer.industry ?? ''
  return [
    ...numbers.filter((claim) => claim !== undefined),
    ...(industry === '' ? [] : [{ field: 'industry', value: capital(industry), ...dated }]),
  ]
}

const fields = ['employees', 'industry', 'revenueUsd']

/** The vendor behind the port: one attempt, parsed at the door, abortable. */
export const atlasVendor = (place: VendorPlace): EnrichmentVendor => ({
  name: place.name,
  fields,
  ceilingMicroUsd: place.microUsd,
  async company(
    { domain, name, fields: wanted }: CompanyQuestion,
    signal,
  ): Promise<VendorAnswer | undefined> {
    const query = new URLSearchParams({
      ...(domain === undefined ? {} : { website: domain }),
      ...(name === undefined ? {} : { name }),
    })
    const path = `/v5/company/enrich?${query}`
    const answer = await askJson(place, { method: 'GET', path, signal }, Answer)
    if (answer === undefined) return undefined
    return {
      about: { domain: answer.website ?? undefined, name: answer.name ?? undefined },
      claims: claimsOf(answer, place.clock()).filter(({ field }) => wanted.includes(field)),
      microUsd: place.microUsd,
      ref: answer.id,
    }
  },
})
