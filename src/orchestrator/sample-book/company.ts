import { between, oneOf, type Random } from '#base/random.ts'
import type { Fields } from '#records/fields.ts'
import type { Instant } from '#records/time.ts'
import type { Identity } from './company-names.ts'
import { dayAgo, dayAhead } from './days.ts'
import type { FieldGroup, SampleClaim } from './sample-account.ts'
import { chance, weighted } from './streams.ts'
import type { Traits } from './traits.ts'

// The account record: who entered what, and when. The values that age (description, industry, employees, technologies,
// fundingStage, hiring) carry marks well inside the time their field allows, unless the role or the dirt says otherwise.

const lifecycles: Readonly<Record<Traits['stage'], readonly (readonly [string | null, number])[]>> = {
  new: [
    ['lead', 8],
    [null, 2],
  ],
  working: [
    ['prospect', 7],
    ['lead', 3],
  ],
  'open-deal': [
    ['opportunity', 8],
    ['customer', 2],
  ],
  customer: [['customer', 1]],
  lapsed: [['former-customer', 1]],
  closed: [['disqualified', 1]],
}

const leadSources: readonly (readonly [string, number])[] = [
  ['website', 30],
  ['trade fair', 18],
  ['referral', 16],
  ['webinar', 14],
  ['outbound', 14],
  ['partner', 8],
]

const phones: Readonly<Record<string, (random: Random) => string>> = {
  'United States': (random) => `+1 555 01${between(random, 10, 99)}`,
  'United Kingdom': (random) => `+44 1632 960${between(random, 100, 999)}`,
}

export interface Drawn {
  readonly traits: Traits
  readonly identity: Identity
  readonly now: Date
  readonly random: Random
}

function country({ traits: { place, dirt }, random }: Drawn): Fields {
  const city = oneOf(random, place.cities)
  if (dirt === 'country-in-location') return { location: `${city}, ${place.country}` }
  const spelling = dirt === 'country-spelling' ? oneOf(random, place.alsoWritten) : place.country
  return { country: spelling, city }
}

function entered(drawn: Drawn): Fields {
  const { traits, identity, random } = drawn
  const phone = phones[traits.place.country]
  return {
    name: identity.name,
    ...(identity.domain === undefined
      ? {}
      : { domain: identity.domain, website: `https://www.${identity.domain}` }),
    ...country(drawn),
    language: traits.language,
    leadSource: weighted(random, leadSources),
    ...(chance(random, 0.6) ? { foundedYear: between(random, 1931, 2019) } : {}),
    ...(chance(random, 0.3) ? { timeZone: traits.place.timeZone } : {}),
    ...(phone !== undefined && chance(random, 0.4) ? { phone: phone(random) } : {}),
  }
}

function industryName({ traits: { industry, dirt }, random }: Drawn): string {
  if (dirt !== 'industry-spelling') return industry.name
  return oneOf(random, [industry.name.toUpperCase(), industry.name.toLowerCase(), ` ${industry.name}  `])
}

/** Whether the record leaves `employees` empty: vendors then agree, disagree, or say nothing. */
const withoutEmployees = ({ role, dirt }: Traits): boolean =>
  role === 'vendors-disagree' || dirt === 'no-employees' || dirt === 'employees-by-vendors'

const fundingStages = ['Series A', 'Series B', 'Bootstrapped', 'Family owned']

function researched(drawn: Drawn): Fields {
  const { traits, random } = drawn
  const { industry, employees, dirt } = traits
  const used = [oneOf(random, industry.technologies), oneOf(random, industry.technologies)]
  const showsTechnologies = dirt !== 'technologies-by-vendors' && chance(random, 0.45)
  return {
    industry: industryName(drawn),
    description: `${oneOf(random, industry.makes)} ${oneOf(random, industry.forWhom)}`,
    ...(withoutEmployees(traits) || dirt === 'old-employees' ? {} : { employees }),
    ...(showsTechnologies ? { technologies: [...new Set(used)] } : {}),
    ...(chance(random, 0.15) ? { fundingStage: oneOf(random, fundingStages) } : {}),
    ...(chance(random, 0.2) ? { revenueUsd: employees * between(random, 90, 240) * 1000 } : {}),
  }
}

/** What one of ours keeps about the account: an agent may not simply write over it. */
function kept({ traits, identity, now, random }: Drawn): Fields {
  const lifecycle = weighted(random, lifecycles[traits.stage])
  const { contractInDays } = traits
  return {
    ...(lifecycle === null ? {} : { lifecycle }),
    ...(contractInDays === undefined ? {} : { contractEnd: dayAhead(now, contractInDays) }),
    ...(identity.formerNames.length === 0 ? {} : { formerNames: [...identity.formerNames] }),
  }
}

/** The record's fields in groups of one author and moment each; the first creates the record. */
export function fieldGroups(drawn: Drawn, createdAt: Instant): readonly [FieldGroup, ...FieldGroup[]] {
  const { traits, now, random } = drawn
  const ago = (low: number, high: number): Instant => {
    const at = dayAgo(now, between(random, low, high), random)
    return at > createdAt ? at : createdAt
  }
  const isStale = traits.role === 'stale-fact'
  const more: FieldGroup[] = [
    {
      fields: researched(drawn),
      by: chance(random, 0.7) ? 'vendor' : 'import',
      at: isStale ? ago(780, 1100) : ago(6, 290),
    },
    { fields: kept(drawn), by: 'person', at: ago(9, Math.max(10, Math.min(200, traits.age))) },
  ]
  if (traits.dirt === 'old-employees')
    more.push({ fields: { employees: traits.employees }, by: 'import', at: ago(380, 410) })
  if (traits.hiring)
    more.push({ fields: { hiring: true }, by: 'vendor', at: isStale ? ago(150, 400) : ago(2, 40) })
  const groups = more.filter(({ fields }) => Object.keys(fields).length > 0)
  return [{ fields: entered(drawn), by: 'import', at: createdAt }, ...groups]
}

// The book's own two: asked in the past weeks, so that no run asks them about these fields again.
const vendors = ['atlas', 'beacon'] as const

/** What data vendors answered where the record is silent: the same (harmless), or numbers far apart (planted). */
export function vendorClaims({ traits, now, random }: Drawn): readonly SampleClaim[] {
  const claim = (
    field: string,
    of: { vendor: string; value: SampleClaim['value']; days: number },
  ): SampleClaim => ({
    field,
    value: of.value,
    vendor: of.vendor,
    observedAt: dayAgo(now, of.days, random),
  })
  const [first, second] = vendors
  const both = (field: string, value: SampleClaim['value']): readonly SampleClaim[] => [
    claim(field, { vendor: first, value, days: between(random, 25, 80) }),
    claim(field, { vendor: second, value, days: between(random, 3, 20) }),
  ]
  if (traits.role === 'vendors-disagree')
    return [
      claim('employees', { vendor: first, value: traits.employees, days: between(random, 25, 80) }),
      claim('employees', {
        vendor: second,
        value: Math.ceil(traits.employees * (2.4 + random() * 2)) + 3,
        days: between(random, 3, 20),
      }),
    ]
  if (traits.dirt === 'employees-by-vendors') return both('employees', traits.employees)
  if (traits.dirt === 'technologies-by-vendors') return both('technologies', ['PostgreSQL', 'Power BI'])
  return []
}
