import { hashOf } from '#base/hash.ts'

// What the sandbox vendors hold. Everything about a company follows from the domain or name it is asked by: no clock, no
// list, the same answer on every machine. As with real vendors, some companies are unknown to them.

export interface SandboxCompany {
  readonly id: string
  readonly name: string
  readonly domain: string
  readonly industry: string
  readonly employees: number
  readonly revenueUsd: number
  readonly technologies: readonly string[]
  /** Days since somebody last looked. */
  readonly daysSinceRefresh: number
  /** `sure` both vendors agree, or one has only a size · `at-odds` they differ three times over. */
  readonly headcount: 'sure' | 'size-only' | 'at-odds' | 'contradictory'
}

const industries = ['Manufacturing', 'Logistics', 'Construction', 'Food production', 'Energy', 'Healthcare']
const technologies = ['PostgreSQL', 'SAP', 'Power BI', 'SharePoint', 'MQTT', 'Odoo', 'Kafka', 'Salesforce']

const share = (key: string, purpose: string): number =>
  Number.parseInt(hashOf([key, purpose]).slice(0, 8), 16) / 0x1_0000_0000

const pick = <T>(key: string, purpose: string, from: readonly T[]): readonly T[] => {
  const at = Math.floor(share(key, purpose) * from.length)
  return from.slice(at, at + 1)
}

const titled = (words: string): string =>
  words
    .split(/[-_\s]+/)
    .filter(Boolean)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ')

const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')

function headcountOf(key: string): SandboxCompany['headcount'] {
  const at = share(key, 'headcount')
  if (at < 0.12) return 'at-odds'
  if (at < 0.3) return 'size-only'
  return at < 0.36 ? 'contradictory' : 'sure'
}

/** The company of a domain, else of a name; undefined when the vendors know none. */
export function sandboxCompany(by: {
  readonly domain: string
  readonly name: string
}): SandboxCompany | undefined {
  const name = by.domain === '' ? by.name : titled(by.domain.split('.')[0] ?? '')
  const domain = by.domain === '' ? `${slug(by.name)}.example` : by.domain
  const key = by.domain === '' ? slug(by.name) : by.domain
  if (key === '' || share(key, 'known') < 0.08) return undefined
  const employees = Math.round(5 * 10 ** (share(key, 'employees') * 3))
  return {
    id: hashOf([key, 'id']).slice(0, 16),
    name,
    domain,
    industry: pick(key, 'industry', industries)[0] ?? 'Manufacturing',
    employees,
    revenueUsd: employees * Math.round(90 + share(key, 'revenue') * 150) * 1000,
    technologies: [...pick(key, 'first', technologies), ...pick(key, 'second', technologies)].toSorted(),
    daysSinceRefresh: Math.floor(share(key, 'age') * 60),
    headcount: headcountOf(key),
  }
}

const sizes: readonly (readonly [number, number])[] = [
  [1, 10],
  [11, 50],
  [51, 200],
  [201, 500],
  [501, 1000],
  [1001, 5000],
  [5001, 10_000],
]

const sizeOf = (employees: number): string => {
  const [low, high] = sizes.find(([, upper]) => employees <= upper) ?? [10_001, undefined]
  return high === undefined ? `${low}+` : `${low}-${high}`
}

const revenues: readonly (readonly [number, string])[] = [
  [1, '$0-$1M'],
  [10, '$1M-$10M'],
  [50, '$10M-$50M'],
  [100, '$50M-$100M'],
  [500, '$100M-$500M'],
  [1000, '$500M-$1B'],
]

const revenueOf = (usd: number): string => revenues.find(([upper]) => usd <= upper * 1e6)?.[1] ?? '$1B+'

/** The company as atlas shows it. Its size and its count come from two teams that do not talk. */
export function atlasShape(company: SandboxCompany): Readonly<Record<string, unknown>> {
  const { id, name, domain, industry, employees, revenueUsd, headcount, daysSinceRefresh } = company
  return {
    status: 200,
    likelihood: headcount === 'size-only' ? 6 : 9,
    id,
    name: name.toLowerCase(),
    website: domain,
    size: sizeOf(headcount === 'contradictory' ? employees * 12 : employees),
    employee_count: headcount === 'size-only' ? null : employees,
    industry: industry.toLowerCase(),
    inferred_revenue: revenueOf(revenueUsd),
    days_since_refresh: daysSinceRefresh,
  }
}

/** The company as beacon shows it: estimates, and no word of how sure it is. */
export function beaconShape(company: SandboxCompany): Readonly<Record<string, unknown>> {
  const { id, name, domain, employees, revenueUsd, technologies: names, headcount } = company
  return {
    organization: {
      id: `org-${id}`,
      name,
      primary_domain: domain,
      estimated_num_employees: headcount === 'at-odds' ? employees * 3 + 7 : employees,
      annual_revenue: revenueUsd,
      technology_names: names,
    },
  }
}
