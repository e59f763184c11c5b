import { between, oneOf, type Random } from '#base/random.ts'
import { frames } from './phrases.ts'
import { ahead, dated, number } from './spell.ts'
import { factId, isFresh, text, type Known, type Value, type World } from './world.ts'

/** A sentence of a draft with what it stands on. */
export interface Sentence {
  readonly text: string
  readonly cites: readonly string[]
}

/** Something true that may be said, and how its value is written in this case. */
export interface Point {
  readonly kind: string
  readonly record: Known
  readonly field: string
  readonly raw: Value
  /** The value as written. */
  readonly v: string
  /** The person it is about, where the frame names one. */
  readonly name?: string
  readonly cites: readonly string[]
}

export interface Saying {
  readonly world: World
  readonly random: Random
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

/** The point in a sentence of the world's language; `v` in the place of the true value. Cites what the point cites. */
export function sentenceOf(point: Point, { world, random }: Saying, v = point.v): Sentence {
  const frame = oneOf(random, frames[world.language][point.kind] ?? ['{v}'])
  return {
    text: frame
      .replace(/^\{v\}/, capital(v))
      .replaceAll('{v}', v)
      .replaceAll('{V}', capital(v))
      .replaceAll('{company}', companyOf(world))
      .replaceAll('{name}', point.name ?? ''),
    cites: [...point.cites, ...(frame.includes('{company}') ? [factId(world.account, 'name')] : [])],
  }
}

export const companyOf = ({ account }: World): string => text(account.fields['name']) ?? ''

export const recipientOf = ({ contacts }: World): Known => {
  const [first] = contacts
  if (first === undefined) throw new Error('a world without people')
  return first
}

/** Amounts of dollars, exactly true in each form. */
export function dollars(
  n: number,
  { world: { language }, random }: Saying,
  sign = '$',
  code = 'USD',
): string {
  const mark = language === 'en' ? ',' : '.'
  const digits = String(n).replaceAll(/\B(?=(\d{3})+(?!\d))/g, mark)
  const millions = String(n / 1_000_000).replace('.', language === 'en' ? '.' : ',')
  const isRound = n >= 1_000_000 && n % 10_000 === 0
  return language === 'en'
    ? oneOf(random, [
        `${sign}${digits}`,
        `${digits} ${code}`,
        `${code} ${digits}`,
        ...(isRound ? [`${sign}${millions} million`, `${sign}${millions}M`] : []),
      ])
    : oneOf(random, [
        `${digits} ${code}`,
        ...(isRound ? [`${millions} Mio. ${code}`, `${millions} Millionen ${code}`] : []),
      ])
}

/** Everything this world lets one say, each with its value written in one of its ways. */
export function pointsOf(saying: Saying): Point[] {
  const { world } = saying
  return [...ofAccount(saying), ...ofPeople(world), ...ofContract(saying)].filter(({ record, field }) =>
    isFresh(record, field, world),
  )
}

type Written = (value: Value, saying: Saying) => string | undefined

const plainText: Written = (value) => text(value)?.trim()

const inAccount: readonly (readonly [kind: string, field: string, written: Written])[] = [
  [
    'employees',
    'employees',
    (value, { world, random }) =>
      typeof value === 'number' && value > 1 ? number(value, world.language, random) : undefined,
  ],
  ['foundedYear', 'foundedYear', (value) => (typeof value === 'number' ? String(value) : undefined)],
  [
    'revenueUsd',
    'revenueUsd',
    (value, saying) => (typeof value === 'number' ? dollars(value, saying) : undefined),
  ],
  ['city', 'city', (value) => (value === 'Remote' ? undefined : text(value))],
  ['industry', 'industry', plainText],
  [
    'description',
    'description',
    (value) =>
      typeof value === 'string' && value.length < 200 && !/\w\.\w|[<>{}[\]]|:\/\//.test(value)
        ? value.trim()
        : undefined,
  ],
  [
    'technology',
    'technologies',
    (value, { world, random }) =>
      Array.isArray(value) ? listed(value.map(String), world, random) : undefined,
  ],
  ['hiring', 'hiring', (value) => (value === true ? '' : undefined)],
  ['batch', 'batch', plainText],
]

const listed = (values: readonly string[], { language }: World, random: Random): string | undefined =>
  values.length > 1 && random() < 0.3
    ? `${values[0]} ${language === 'en' ? 'and' : 'und'} ${values[1]}`
    : values[between(random, 0, values.length - 1)]

function ofAccount(saying: Saying): Point[] {
  const { account } = saying.world
  return inAccount.flatMap(([kind, field, written]) => {
    const raw = account.fields[field]
    const v = raw === undefined ? undefined : written(raw, saying)
    return raw === undefined || v === undefined
      ? []
      : [{ kind, record: account, field, raw, v, cites: [factId(account, field)] }]
  })
}

/** What the recipient does, and who works beside them. */
function ofPeople({ contacts }: World): Point[] {
  return contacts.flatMap((record, at) => {
    const [first, last, title] = ['firstName', 'lastName', 'title'].map((field) => text(record.fields[field]))
    if (first === undefined || last === undefined || title === undefined) return []
    const cites = [factId(record, 'title')]
    if (at === 0) return [{ kind: 'title', record, field: 'title', raw: title, v: title, cites }]
    return [
      {
        kind: 'colleague',
        record,
        field: 'title',
        raw: title,
        v: title,
        name: `${first} ${last}`,
        cites: [...cites, factId(record, 'firstName'), factId(record, 'lastName')],
      },
    ]
  })
}

function ofContract({ world, random }: Saying): Point[] {
  const { account, now, language } = world
  const raw = text(account.fields['contractEnd'])
  if (raw === undefined || raw <= now.slice(0, 10)) return []
  const point = { record: account, field: 'contractEnd', raw, cites: [factId(account, 'contractEnd')] }
  const soon = ahead(now, raw, language, random)
  return [
    { ...point, kind: 'contractEnd', v: dated(raw, language, random, now) },
    ...(soon === undefined ? [] : [{ ...point, kind: 'contractAhead', v: soon }]),
  ]
}
