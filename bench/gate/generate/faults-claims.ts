import { oneOf } from '#base/random.ts'
import { changed, own, pointOf, withFields } from './change.ts'
import { caseOf, caseSaying, letter, truths, type At } from './letter.ts'
import type { Fault } from './made.ts'
import { pointsOf, sentenceOf, type Point } from './say.ts'
import { daysBefore, factId, text, type World } from './world.ts'
import { claims, negated, quotes, words } from './claims.ts'

/** A sentence nothing in the record holds, without a cite or on a fact about something else. */
const unfounded = (frames: Readonly<Record<World['language'], readonly string[]>>) => (at: At) => {
  const point = pointOf(at, 'industry', 'city', 'employees')
  if (point === undefined) return undefined
  const said = own(at, oneOf(at.random, frames[at.world.language]), at.random() < 0.5 ? [] : point.cites)
  return caseSaying(at, at.wrong ? said : sentenceOf(point, at), [point.kind])
}

/** The sentence of a point with its cites replaced. */
const cited = (point: Point, at: At, cites: readonly string[]) => {
  const said = sentenceOf(point, at)
  return caseSaying(at, at.wrong ? { text: said.text, cites } : said, [point.kind])
}

const hard = ['employees', 'foundedYear', 'revenueUsd', 'city', 'technology', 'contractEnd', 'batch']

/** Classes in which a statement stands on nothing, or on the wrong fact. */
export const claimFaults: readonly Fault[] = [
  {
    name: 'superlative-without-fact',
    sort: 'paraphrase',
    note: 'praise that claims a fact nobody has',
    make: unfounded(claims.superlative),
  },
  {
    name: 'invented-event',
    sort: 'paraphrase',
    note: 'something that never happened is told as news',
    make: unfounded(claims.event),
  },
  {
    name: 'invented-problem',
    sort: 'paraphrase',
    note: 'a trouble of theirs nobody told us of',
    make: unfounded(claims.problem),
  },
  {
    name: 'negation-flipped',
    sort: 'paraphrase',
    note: 'the sentence denies what the cited fact says',
    make: (from) => {
      const { fields } = from.world.account
      const world =
        fields['technologies'] === undefined
          ? withFields(from.world, { hiring: true, technologies: ['PostgreSQL', 'MQTT'] })
          : from.world
      const at = { ...from, world }
      const point = pointOf(at, 'technology', 'hiring', 'city')
      const frames = Object.entries(negated).find(([kind]) => kind === point?.kind)?.[1]
      if (point === undefined || frames === undefined) return undefined
      const said = own(at, oneOf(at.random, frames[world.language]).replace('{v}', point.v), point.cites)
      return caseSaying(at, at.wrong ? said : sentenceOf(point, at), [point.kind])
    },
  },
  {
    name: 'invented-quote',
    sort: 'paraphrase',
    note: 'words in quotation marks that nobody wrote',
    make: (at) => {
      const point = pointOf(at, 'description')
      if (point === undefined) return undefined
      const said = oneOf(at.random, quotes[at.world.language]).replace(
        '{v}',
        oneOf(at.random, words[at.world.language]),
      )
      return caseSaying(at, at.wrong ? { text: said, cites: point.cites } : sentenceOf(point, at), [
        'description',
      ])
    },
  },
  {
    name: 'quote-altered',
    sort: 'paraphrase',
    note: 'a quote of the cited text with one word of it changed',
    make: (at) => {
      const point = pointOf(at, 'description')
      const parts = point?.v.split(' ') ?? []
      const place = parts.findIndex((word, from) => from > 0 && /^[a-z]{5,}$/.test(word))
      const wrong =
        place === -1
          ? undefined
          : parts
              .with(place, oneOf(at.random, ['luxury', 'nuclear', 'military', 'discount', 'secret']))
              .join(' ')
      return changed(at, point, wrong)
    },
  },
  {
    name: 'uncited-statement',
    sort: 'decidable',
    note: 'a figure, day or name of theirs is said without any fact',
    make: (at) => {
      const point = pointOf(at, ...hard)
      // A number in words is prose, not a figure.
      if (point === undefined || (typeof point.raw === 'number' && !/\d/.test(point.v))) return undefined
      return cited(point, at, [])
    },
  },
  {
    name: 'uncited-prose',
    sort: 'paraphrase',
    note: 'a true statement without figures is said without any fact',
    make: (from) => {
      const at = { ...from, world: withFields(from.world, { hiring: true }) }
      const point = pointOf(at, 'hiring')
      return point === undefined ? undefined : cited(point, at, [])
    },
  },
  {
    name: 'foreign-fact-cited',
    sort: 'decidable',
    note: "another account's fact is cited",
    make: (at) => {
      const point = pointOf(at, 'city', 'industry', 'employees')
      const other = oneOf(at.random, at.others)
      const value = other.account.fields[point?.field ?? '']
      if (point === undefined || value === undefined) return undefined
      const id = factId(other.account, point.field)
      const made = cited(point, at, [id])
      const fact = {
        id,
        accountId: other.account.id,
        field: point.field,
        value: point.raw,
        source: 'crm',
        observedAt: other.createdAt,
        trust: 'crm',
        tainted: false,
        current: true,
      } as const
      return { ...made, facts: [...made.facts, fact] }
    },
  },
  {
    name: 'unknown-fact-id',
    sort: 'decidable',
    note: 'a fact is cited that was never offered to anybody',
    make: (at) => {
      const point = oneOf(at.random, pointsOf(at))
      return cited(point, at, [
        `fact_${Math.floor(at.random() * 1e15)
          .toString(36)
          .padStart(10, 'a')}`,
      ])
    },
  },
  {
    name: 'stale-fact',
    sort: 'decidable',
    note: 'the cited fact is older than its field allows',
    make: (from) => {
      const { random } = from
      const [field, value, days] = oneOf(random, [
        ['hiring', true, 120],
        ['hiring', true, 95],
        ['employees', 41, 370],
        ['employees', 44, 600],
        ['technologies', ['MQTT'], 400],
        ['description', 'Makes booking software for small hotels', 760],
        ['batch', 'W21', 500],
      ] as const)
      const world = withFields(from.world, { [field]: typeof value === 'object' ? [...value] : value })
      const kind = field === 'technologies' ? 'technology' : field
      const point = pointOf({ ...from, world }, kind)
      if (point === undefined) return undefined
      const account = {
        ...world.account,
        at: { ...world.account.at, ...(from.wrong ? { [field]: daysBefore(world.now, days) } : {}) },
      }
      const at = { ...from, world: { ...world, account } }
      return caseSaying(at, sentenceOf(point, at), [kind])
    },
  },
  {
    name: 'wrong-subject-line',
    sort: 'paraphrase',
    note: 'the subject states what no fact holds',
    make: (at) => {
      const draft = letter(at, truths(at, 1))
      const subjects = {
        en: [
          'Your {n} new plants',
          'Congratulations on {n} years',
          'Re-planning your {n} sites',
          '{n} % less overtime for you',
          'The {n} people at your Lisbon office',
        ],
        de: ['Ihre {n} neuen Werke', 'Glückwunsch zu {n} Jahren', '{n} % weniger Überstunden bei Ihnen'],
      }
      const n = 61 + Math.floor(at.random() * 37)
      const subject = oneOf(at.random, subjects[at.world.language]).replace('{n}', String(n))
      return text(draft.subject) === undefined || Object.values(at.world.account.fields).includes(n)
        ? undefined
        : caseOf(at, { draft: { ...draft, subject: at.wrong ? subject : draft.subject } })
    },
  },
]
