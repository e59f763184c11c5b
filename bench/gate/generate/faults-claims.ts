import { oneOf } from '#base/random.ts'
import { changed, own, pointOf, withFields } from './change.ts'
import { caseOf, caseSaying, letter, truths, type At } from './letter.ts'
import type { Fault } from './made.ts'
import { pointsOf, sentenceOf, type Point } from './say.ts'
import { daysBefore, factId, text, type World } from './world.ts'

const claims = {
  superlative: {
    en: [
      'You are the market leader in your field.',
      '{company} is the fastest-growing company in its region.',
      'Nobody in your industry is better known.',
      'You run the largest operation of its kind.',
      'As the number one in your market, you set the pace.',
      'Your award-winning team deserves better tools.',
      'You have the best customer ratings in the country.',
      '{company} is the most innovative firm I know of.',
      'You are the leading provider in your segment.',
      'Your growth is unmatched.',
    ],
    de: [
      'Sie sind Marktführer in Ihrer Branche.',
      '{company} ist das am schnellsten wachsende Unternehmen der Region.',
      'Sie betreiben die größte Anlage ihrer Art.',
      'Ihr preisgekröntes Team verdient bessere Werkzeuge.',
      'Niemand in der Branche ist bekannter.',
    ],
  },
  event: {
    en: [
      'Congratulations on your new funding round.',
      'I saw that you were acquired recently.',
      'You have just opened a second site.',
      'Your new CEO started last month, I heard.',
      '{company} is going through a reorganisation.',
      'You won a large public contract this spring.',
      'I read about your layoffs.',
      'You are moving to a new headquarters.',
      'Your latest product launch made the news.',
      'You recently switched to a four-day week.',
    ],
    de: [
      'Glückwunsch zur neuen Finanzierungsrunde.',
      'Sie wurden vor Kurzem übernommen.',
      'Sie haben gerade einen zweiten Standort eröffnet.',
      '{company} baut gerade Stellen ab.',
      'Sie ziehen in eine neue Zentrale um.',
    ],
  },
  problem: {
    en: [
      'Your customers complain about late deliveries.',
      'You lose money on every delayed order.',
      'Your current system crashes often.',
      'Your people work too much overtime.',
      '{company} struggles with staff turnover.',
      'Your competitors already use us.',
    ],
    de: [
      'Ihre Kunden beschweren sich über verspätete Lieferungen.',
      'Ihr jetziges System fällt oft aus.',
      '{company} verliert ständig Leute.',
      'Ihre Wettbewerber arbeiten schon mit uns.',
    ],
  },
}

const negated = {
  technology: {
    en: [
      'You do not use {v}.',
      'You have no {v} in place yet.',
      'Without {v}, a start takes longer.',
      "{company} doesn't work with {v}.",
      'You never introduced {v}.',
      'You stopped using {v}.',
      'There is no {v} at {company}.',
    ],
    de: [
      'Sie setzen {v} nicht ein.',
      'Sie haben kein {v} im Einsatz.',
      'Ohne {v} dauert der Anfang länger.',
      '{company} nutzt {v} nicht mehr.',
    ],
  },
  hiring: {
    en: [
      'You are not hiring at the moment.',
      'You have no open positions.',
      'You stopped recruiting.',
      "{company} isn't looking for new colleagues.",
      'You have a hiring freeze.',
      'There are no openings at {company}.',
    ],
    de: [
      'Sie stellen zurzeit nicht ein.',
      'Bei Ihnen sind keine Stellen offen.',
      'Sie haben einen Einstellungsstopp.',
    ],
  },
  city: {
    en: ['You are not based in {v}.', 'You left {v}.', 'You have no office in {v} any more.'],
    de: ['Sie sitzen nicht in {v}.', 'Sie haben {v} verlassen.'],
  },
} as const

const quotes = {
  en: [
    'You wrote: “{v}”',
    'In your last mail you said "{v}".',
    'Your words were: “{v}”.',
    'On your site it says "{v}".',
  ],
  de: ['Sie schrieben: „{v}“', 'In Ihrer letzten Mail stand: „{v}“.'],
}
const words = {
  en: [
    'we will decide before Christmas',
    'please send us the contract',
    'our planning is a mess',
    'we are ready to sign',
    'nobody here likes the old tool',
    'we have been looking for exactly this',
    'my board has already agreed',
  ],
  de: [
    'wir entscheiden vor Weihnachten',
    'schicken Sie uns bitte den Vertrag',
    'unsere Planung ist ein Chaos',
    'wir sind bereit zu unterschreiben',
  ],
}

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
      return point === undefined ? undefined : cited(point, at, [])
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
