import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import * as z from 'zod'
import { oneOf, type Random } from '#base/random.ts'
import { inventPeople, ourSide } from './people.ts'
import { hourOf } from './places.ts'
import { daysBefore, type Known, type World } from './world.ts'

const file = fileURLToPath(new URL('../../../../shared/data/companies-yc-2026.csv', import.meta.url))
const days = ['2026-11-17', '2026-11-18', '2026-10-07', '2026-09-10'] as const

const Row = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  website: z.string(),
  one_liner: z.string(),
  industry: z.string(),
  team_size: z.string(),
  location: z.string(),
  status: z.string(),
  batch: z.string(),
  tags: z.string(),
  is_hiring: z.string(),
})
type Row = z.infer<typeof Row>

/** Real companies with invented people; undefined where the reference data is not at hand. */
export function companyWorlds(random: Random, count: number): World[] | undefined {
  if (!existsSync(file)) return undefined
  const rows = z.array(Row).parse(parse(readFileSync(file), { columns: true }))
  const usable = rows.filter(({ name, slug }) => name !== '' && slug !== '')
  const worlds: World[] = []
  for (let tries = 0; worlds.length < count && tries < count * 20; tries += 1) {
    const world = worldOf(oneOf(random, usable), random)
    if (world !== undefined) worlds.push(world)
  }
  return worlds
}

function fieldsOf(row: Row): Known['fields'] | undefined {
  const [first, ...more] = row.location.split(';')[0]?.split(', ') ?? []
  const country = more.at(-1)
  if (first === undefined || country === undefined) return undefined
  const size = Number(row.team_size)
  return {
    name: row.name,
    domain: `${row.slug}.example`,
    ...(row.website === '' ? {} : { website: row.website }),
    city: first,
    country,
    location: row.location,
    ...(row.one_liner === '' ? {} : { description: row.one_liner.replaceAll(/\s+/g, ' ') }),
    ...(row.industry === '' ? {} : { industry: row.industry }),
    ...(size > 0 ? { employees: size } : {}),
    ...(row.is_hiring === 'true' ? { hiring: true } : {}),
    ...(row.batch === '' ? {} : { batch: row.batch }),
    ...(row.tags === '' ? {} : { tags: row.tags.split(';') }),
  }
}

function worldOf(row: Row, random: Random): World | undefined {
  const fields = fieldsOf(row)
  const hour = hourOf(String(fields?.['country']))
  if (fields === undefined || hour === undefined) return undefined
  const language = fields['country'] === 'Germany' ? 'de' : 'en'
  const now = `${oneOf(random, days)}T${hour}:00.000Z`
  const key = `company-${row.id}`
  const age = (most: number) => daysBefore(now, 3 + Math.floor(random() * most))
  const seen = age(80)
  const account: Known = {
    id: key,
    object: 'account',
    fields,
    marks: {},
    at: Object.fromEntries(Object.keys(fields).map((field) => [field, seen])),
  }
  return {
    source: 'companies',
    now,
    timeZone: 'UTC',
    language,
    stage: oneOf(random, ['new', 'new', 'working', 'lapsed'] as const),
    account,
    createdAt: daysBefore(now, 200),
    contacts: inventPeople({ now, language, domain: `${row.slug}.example`, key }, random),
    deals: [],
    activities: [],
    ...ourSide(language, random),
  }
}
