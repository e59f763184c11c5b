import * as z from 'zod'
import { utcDay } from '#base/clock.ts'
import type { CompanyQuestion, EnrichmentVendor, VendorAnswer, VendorClaim } from '#ports/enrichment.ts'
import { askJson, type VendorPlace } from './http.ts'

// A vendor of estimates: one number for the head count, revenue, technologies. It says neither how sure it is nor when it
// looked, so its claims carry today's date and a confidence at which a second source is asked for.

const Answer = z.object({
  organization: z
    .object({
      id: z.string().min(1),
      name: z.string().nullable(),
      primary_domain: z.string().nullable(),
      estimated_num_employees: z.number().int().min(0).nullable(),
      annual_revenue: z.number().min(0).nullable(),
      technology_names: z.array(z.string()),
    })
    .nullable(),
})
type Organization = NonNullable<z.infer<typeof Answer>['organization']>

const confidence = 0.7

function claimsOf(found: Organization, now: Date): readonly VendorClaim[] {
  const dated = { observedAt: `${utcDay(now)}T00:00:00.000Z`, confidence }
  const { estimated_num_employees: heads, annual_revenue: revenue, technology_names: names } = found
  return [
    ...(heads === null ? [] : [{ field: 'employees', value: heads, unit: 'people', ...dated }]),
    ...(revenue === null ? [] : [{ field: 'revenueUsd', value: revenue, unit: 'USD a year', ...dated }]),
    ...(names.length === 0 ? [] : [{ field: 'technologies', value: names, ...dated }]),
  ]
}

const fields = ['employees', 'revenueUsd', 'technologies']

/** The vendor behind the port: one attempt, parsed at the door, abortable. */
export const beaconVendor = (place: VendorPlace): EnrichmentVendor => ({
  name: place.name,
  fields,
  ceilingMicroUsd: place.microUsd,
  async company(
    { domain, name, fields: wanted }: CompanyQuestion,
    signal,
  ): Promise<VendorAnswer | undefined> {
    const query = new URLSearchParams({
      ...(domain === undefined ? {} : { domain }),
      ...(name === undefined ? {} : { name }),
    })
    const path = `/api/v1/organizations/enrich?${query}`
    const answer = await askJson(place, { method: 'POST', path, signal }, Answer)
    const found = answer?.organization ?? undefined
    if (found === undefined) return undefined
    return {
      about: { domain: found.primary_domain ?? undefined, name: found.name ?? undefined },
      claims: claimsOf(found, place.clock()).filter(({ field }) => wanted.includes(field)),
      microUsd: place.microUsd,
      ref: found.id,
    }
  },
})
