import { canonicalJson } from '#base/canonical.ts'
import type { Fact } from '#records/fact.ts'
import { shown, textsIn } from '../texts.ts'
import { dayIn, isAbsolute, rangesOf, type DayRange } from './calendar.ts'
import type { DateToken } from './date-token.ts'
import { memo } from './memo.ts'
import { perUnit, type Per } from './per-unit.ts'
import type { NumberToken } from './numbers.ts'
import { fold, formsOf } from './plain.ts'
import { placeForms } from './places.ts'
import { readingOf, type Reading } from './reading.ts'
import { topicsOfField, topicsOfKind, topicsOfWord, wordsOfField, type Topic } from './topics.ts'

// What a cited fact says: its numbers with what they count, its dates with what happens then, its words.

/** A number a fact holds. `nouns` and `topics` as in a reading; empty where the fact does not say what it counts. */
export interface StatedNumber extends Pick<NumberToken, 'low' | 'high' | 'kind' | 'unit'> {
  readonly topics: readonly Topic[]
  readonly nouns: readonly string[]
  /** The change or part the source itself counts: `add four people`. */
  readonly narrowed?: readonly string[]
  /** The time the source counts by, as far as it follows the number. */
  readonly per?: Per
}

/** A stretch of days a fact speaks of, and what happens then. */
export interface StatedDate extends DayRange {
  readonly topics: readonly Topic[]
  /** How a text says it, where it says it without counting from its own today: said again in the same way it is the same. */
  readonly said?: string
}

/** One source of words: a cited fact, or one of our own texts. */
export interface Stated {
  /** As a reviewer reads it: `employees 120`. */
  readonly label: string
  readonly fact?: Fact
  /** The day it was seen, for what it says of times by counting from then. */
  readonly observed?: number
  readonly topics: readonly Topic[]
  readonly fieldForms: readonly string[]
  readonly numbers: readonly StatedNumber[]
  readonly dates: readonly StatedDate[]
  /** Forms of all words of the value. */
  readonly forms: ReadonlySet<string>
  /** The value's texts, folded word by word, for quotations. */
  readonly said: string
  readonly readings: readonly Reading[]
}

const currencies = /(?:^|\s)(usd|eur|gbp|chf|jpy)$/i

/** The words of a text in order, folded: two texts say the same literally when these are the same. */
export const wordsInOrder = (reading: Reading): string => ` ${reading.words.map(({ key }) => key).join(' ')} `

/** A text of ours (sender, playbook): what it says may be said. Remembered: it is the same for every proposal of a day. */
export const statedText = (label: string, text: string, today: number): Stated =>
  ownText(`${today}\n${label}\n${text}`)

const ownText = memo(16, (key: string): Stated => {
  const [day = '', label = '', ...lines] = key.split('\n')
  const text = lines.join('\n')
  const today = Number(day)
  const reading = readingOf(text)
  return {
    label,
    topics: [],
    fieldForms: [],
    numbers: reading.numbers,
    dates: datesOf(reading, today, []),
    forms: formsIn([reading]),
    said: wordsInOrder(reading),
    readings: [reading],
  }
})

interface Setting {
  readonly timeZone: string
  readonly currency: string
}
const known = new WeakMap<Fact, { readonly of: Setting; readonly stated: Stated }>()

/**
 * What one fact says on its own. `currency` of the deal it belongs to, '' where unknown. Remembered as long as the fact is:
 * every action of a proposal asks for the same ones.
 */
export function statedFact(fact: Fact, of: Setting): Stated {
  const before = known.get(fact)
  if (before !== undefined && before.of.timeZone === of.timeZone && before.of.currency === of.currency)
    return before.stated
  const stated = takenApart(fact, of)
  known.set(fact, { of, stated })
  return stated
}

function takenApart(fact: Fact, { timeZone, currency }: Setting): Stated {
  const readings = textsIn(fact.value).map(readingOf)
  const topics = topicsOfField(fact.field)
  const observed = dayIn(fact.observedAt, timeZone)
  const fieldForms = wordsOfField(fact.field).flatMap(formsOf)
  return {
    label: `${fact.field} ${shown(fact.value)}`,
    fact,
    observed,
    topics,
    fieldForms,
    numbers: [
      ...plainNumber(fact, topics, currency),
      ...readings.flatMap(({ text, numbers }) =>
        numbers.map((one) => ({
          ...withField(one, topics),
          per: perUnit(text.slice(one.end, one.end + 40)),
        })),
      ),
    ],
    dates: [...plainYear(fact, topics), ...readings.flatMap((reading) => datesOf(reading, observed, topics))],
    forms: new Set([
      ...formsIn(readings),
      ...readings.flatMap(({ text, words }) =>
        placeForms(
          text,
          words.map(({ text: word }) => word),
        ),
      ),
    ]),
    said: readings.map(wordsInOrder).join('|'),
    readings,
  }
}

/** A range or a number in a field of its own, `51-200` as sizeBand, is about what the field is about. */
const withField = (number: StatedNumber, topics: readonly Topic[]): StatedNumber =>
  number.topics.length > 0 || number.nouns.length > 0 ? number : { ...number, topics }

const isMoney = (topics: readonly Topic[]): boolean => topics.some((topic) => topicsOfKind.money.has(topic))
const isShare = /percent|pct|rate|share|margin|prozent|quote|anteil/i

function plainNumber(
  { field, value }: Fact,
  topics: readonly Topic[],
  currency: string,
): readonly StatedNumber[] {
  if (typeof value !== 'number') return []
  const words = wordsOfField(field).join(' ')
  const unit = (currencies.exec(words)?.[1] ?? currency).toUpperCase()
  const base = { low: value, high: value, topics, nouns: wordsOfField(field).flatMap(formsOf) }
  if (isMoney(topics) && !/count|number|anzahl/i.test(field)) return [{ ...base, kind: 'money', unit }]
  if (isShare.test(field) || topics.includes('growth')) {
    const percent = Math.abs(value) <= 1 && !/percent|pct|prozent/i.test(field) ? value * 100 : value
    return [{ ...base, low: percent, high: percent, kind: 'percent', unit: '' }]
  }
  return [{ ...base, kind: 'count', unit: '' }]
}

function plainYear({ field, value }: Fact, topics: readonly Topic[]): readonly StatedDate[] {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1500 || value > 2200) return []
  if (!topics.includes('founded') && !/year|jahr/i.test(field)) return []
  return [
    {
      from: Math.floor(Date.UTC(value, 0, 1) / 86_400_000),
      to: Math.floor(Date.UTC(value, 11, 31) / 86_400_000),
      topics,
    },
  ]
}

const datesOf = (reading: Reading, today: number, topics: readonly Topic[]): readonly StatedDate[] =>
  reading.dates.flatMap((date) =>
    rangesOf(date, today).map((range) => ({
      ...range,
      ...saidOf(date),
      topics: topics.length > 0 ? topics : reading.topics,
    })),
  )

const saidOf = (date: DateToken): { readonly said?: string } =>
  isAbsolute(date) || date.said[0]?.kind === 'away' ? { said: canonicalJson([date.said, date.part]) } : {}

const formsIn = (readings: readonly Reading[]): ReadonlySet<string> =>
  new Set(readings.flatMap(({ words }) => words.flatMap(({ text }) => [fold(text), ...formsOf(text)])))

/** Whether any word of the field's name or of its topic stands in a text. */
export const speaksOf = ({ topics, fieldForms }: Stated, { words, topics: said }: Reading): boolean =>
  topics.some((topic) => said.includes(topic)) ||
  words.some(({ text }) => formsOf(text).some((form) => fieldForms.includes(form))) ||
  words.some(({ text }) => topicsOfWord(text).some((topic) => topics.includes(topic)))
