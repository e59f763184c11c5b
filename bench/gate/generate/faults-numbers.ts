import { between, oneOf } from '#base/random.ts'
import { caseSaying } from './letter.ts'
import { changed, otherNumber, othersValue, own, pointOf, withEmployees, withFields } from './change.ts'
import type { Fault } from './made.ts'
import { dollars, sentenceOf } from './say.ts'
import { inDigits, inWords } from './spell.ts'
import { daysBefore, factId, type Language } from './world.ts'

const nouns = {
  en: [
    'You run {n} {thing} today.',
    'Keeping {n} {thing} in step takes effort.',
    '{company} has {n} {thing}.',
    'With {n} {thing}, small slips get loud.',
  ],
  de: ['Sie haben {n} {thing}.', '{n} {thing} im Takt zu halten, kostet Kraft.'],
}
const things = {
  en: [
    'sites',
    'plants',
    'customers',
    'open positions',
    'offices',
    'vehicles',
    'countries',
    'warehouses',
    'products',
    'shops',
  ],
  de: ['Standorte', 'Werke', 'Kunden', 'offene Stellen', 'Fahrzeuge', 'Filialen'],
}
const heads = { en: ['people', 'employees', 'staff', 'colleagues'], de: ['Mitarbeitende', 'Beschäftigte'] }

type Bound = readonly [frame: string, numbers: (n: number) => readonly number[]]
const bounds: Readonly<Record<Language, readonly Bound[]>> = {
  en: [
    ['You have between {a} and {b} employees.', (n: number) => [n * 3, n * 4]],
    ['{company} employs {a} to {b} people.', (n: number) => [n * 2, n * 3]],
    ['{company} employs {a}-{b} people.', (n: number) => [n * 2, n * 3]],
    ['More than {a} people work for you.', (n: number) => [n * 2, 0]],
    ['Over {a} employees depend on your plan.', (n: number) => [n + 300, 0]],
    ['Your team has fewer than {a} people.', (n: number) => [Math.round(n / 2), 0]],
  ],
  de: [
    ['Sie haben zwischen {a} und {b} Beschäftigte.', (n: number) => [n * 3, n * 4]],
    ['Mehr als {a} Menschen arbeiten bei {company}.', (n: number) => [n * 2, 0]],
  ],
}

const growth = {
  en: ['You grew by {v}.', 'I read that {company} grew {v}.', 'Growth of {v} puts every plan to the test.'],
  de: ['Sie sind um {v} gewachsen.', 'Ein Wachstum von {v} stellt jede Planung auf die Probe.'],
}

const units = {
  en: [
    'You employ {n} thousand people.',
    '{n}k people work at {company}.',
    'Your team grew by {n} percent.',
    '{n} % of your team works in shifts.',
    'You spend ${n} on planning.',
    'You have been in business for {n} years.',
    'Your team works {n} hours a week.',
  ],
  de: [
    'Sie beschäftigen {n} Tausend Menschen.',
    'Ihr Team ist um {n} Prozent gewachsen.',
    '{n} % Ihres Teams arbeiten im Schichtdienst.',
    'Es gibt Sie seit {n} Jahren.',
  ],
}

/** Classes in which a figure is wrong. */
export const numberFaults: readonly Fault[] = [
  {
    name: 'changed-number',
    sort: 'paraphrase',
    note: 'a number is not the one of the cited fact',
    make: (at) => {
      const point = pointOf(at, 'employees', 'foundedYear', 'revenueUsd')
      if (point === undefined || typeof point.raw !== 'number') return undefined
      const other =
        point.kind === 'revenueUsd'
          ? point.raw + 10_000 * between(at.random, 1, 90)
          : otherNumber(point.raw, at.random)
      const written =
        point.kind === 'revenueUsd'
          ? dollars(other, at)
          : point.kind === 'foundedYear'
            ? String(other)
            : inDigits(other, at.world.language, at.random)
      return changed(at, point, written)
    },
  },
  {
    name: 'number-in-words-changed',
    sort: 'paraphrase',
    note: 'a number written in words is not the one of the cited fact',
    make: (from) => {
      const at = { ...from, world: withEmployees(from) }
      const point = pointOf(at, 'employees')
      if (point === undefined || typeof point.raw !== 'number') return undefined
      const { language } = at.world
      return changed(
        at,
        { ...point, v: inWords(point.raw, language) },
        inWords(otherNumber(point.raw, at.random), language),
      )
    },
  },
  {
    name: 'right-number-wrong-field',
    sort: 'paraphrase',
    note: 'the number stands in the record, in another field than the cited one',
    make: (from) => {
      const at = {
        ...from,
        world: withFields(withEmployees(from), { foundedYear: between(from.random, 1931, 2012) }),
      }
      const employees = pointOf(at, 'employees')
      const founded = pointOf(at, 'foundedYear')
      if (employees === undefined || founded === undefined) return undefined
      return at.random() < 0.5
        ? changed(at, employees, founded.v)
        : changed(at, founded, String(employees.raw))
    },
  },
  {
    name: 'number-of-something-else',
    sort: 'paraphrase',
    note: 'the cited number counts people, the sentence says it counts something else',
    make: (from) => {
      const at = { ...from, world: withEmployees(from) }
      const { language, account } = at.world
      const noun = oneOf(at.random, at.wrong ? things[language] : heads[language])
      const frame = oneOf(at.random, nouns[language].slice(at.wrong ? 0 : 1))
      const said = frame.replace('{n}', String(account.fields['employees'])).replace('{thing}', noun)
      return caseSaying(at, own(at, said, [factId(account, 'employees')]), ['employees'])
    },
  },
  {
    name: 'other-accounts-number',
    sort: 'paraphrase',
    note: 'the head count of another account is said of this one',
    make: (at) => {
      const point = pointOf(at, 'employees')
      const other = othersValue(at, 'employees')
      if (point === undefined || typeof other?.value !== 'number' || other.value < 2) return undefined
      return changed(at, point, inDigits(other.value, at.world.language, at.random))
    },
  },
  {
    name: 'changed-range',
    sort: 'paraphrase',
    note: 'a range or bound does not hold for the cited number',
    make: (from) => {
      const at = { ...from, world: withEmployees(from) }
      const { account, language } = at.world
      const n = Number(account.fields['employees'])
      const [frame, bound] = oneOf(at.random, bounds[language])
      const [low = 0, high = 0] = bound(n)
      const point = pointOf(at, 'employees')
      if (point === undefined) return undefined
      const said = frame.replace('{a}', String(low)).replace('{b}', String(high))
      return caseSaying(at, at.wrong ? own(at, said, point.cites) : sentenceOf(point, at), ['employees'])
    },
  },
  {
    name: 'changed-percentage',
    sort: 'paraphrase',
    note: 'a percentage is not the one of the cited fact',
    make: (from) => {
      const percent = between(from.random, 4, 88)
      const at = { ...from, world: withFields(from.world, { growthPercent: percent }) }
      const { language, account } = at.world
      const n = at.wrong ? otherNumber(percent, at.random) : percent
      const written = oneOf(at.random, [
        `${n} %`,
        `${n}%`,
        language === 'en' ? `${n} percent` : `${n} Prozent`,
      ])
      const said = oneOf(at.random, growth[language]).replace('{v}', written)
      return caseSaying(at, own(at, said, [factId(account, 'growthPercent')]))
    },
  },
  {
    name: 'changed-currency',
    sort: 'paraphrase',
    note: 'the amount is right, the currency is not',
    make: (from) => {
      const at = {
        ...from,
        world: withFields(from.world, { revenueUsd: between(from.random, 100, 990) * 10_000 }),
      }
      const point = pointOf(at, 'revenueUsd')
      if (point === undefined) return undefined
      const [sign, code] = oneOf(at.random, [
        ['€', 'EUR'],
        ['£', 'GBP'],
        ['CHF ', 'CHF'],
        ['¥', 'JPY'],
      ] as const)
      return changed(at, point, dollars(Number(point.raw), at, sign, code))
    },
  },
  {
    name: 'changed-unit',
    sort: 'paraphrase',
    note: 'the number is right, what it measures is not',
    make: (from) => {
      const at = { ...from, world: withEmployees(from) }
      const { account, language } = at.world
      const point = pointOf(at, 'employees')
      if (point === undefined) return undefined
      const said = oneOf(at.random, units[language]).replace('{n}', String(account.fields['employees']))
      return caseSaying(at, at.wrong ? own(at, said, point.cites) : sentenceOf(point, at), ['employees'])
    },
  },
  {
    name: 'our-number-about-them',
    sort: 'paraphrase',
    note: 'a number of our own profile or playbook is said of them',
    make: (from) => {
      const at = { ...from, world: withEmployees(from) }
      const point = pointOf(at, 'employees')
      const numbers = `${at.world.sender.about} ${at.world.playbook}`.match(/\d[\d.,]*\d|\d/g) ?? []
      if (point === undefined || numbers.length === 0) return undefined
      return changed(at, point, oneOf(at.random, numbers))
    },
  },
  {
    name: 'last-years-figure',
    sort: 'decidable',
    note: 'the cited fact is one the record has replaced since',
    make: (from) => {
      const at = { ...from, world: withEmployees(from) }
      const point = pointOf(at, 'employees')
      if (point === undefined || typeof point.raw !== 'number') return undefined
      const before = otherNumber(point.raw, at.random)
      const old = {
        id: factId({ id: `${point.record.id}-before` }, 'employees'),
        field: 'employees',
        value: before,
        source: 'crm',
        observedAt: daysBefore(at.world.now, 300),
        trust: 'crm',
        tainted: false,
        current: false,
      } as const
      const said = at.wrong
        ? sentenceOf({ ...point, cites: [old.id] }, at, inDigits(before, at.world.language, at.random))
        : sentenceOf(point, at)
      const made = caseSaying(at, said, ['employees'])
      return { ...made, facts: [...made.facts, old] }
    },
  },
]
