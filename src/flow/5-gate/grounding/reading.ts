import { wordsOf } from '../word.ts'
import type { Claim } from './claim-part.ts'
import { claimsIn } from './claims.ts'
import type { DateToken } from './date-token.ts'
import { datesIn } from './dates.ts'
import { memo } from './memo.ts'
import { numbersIn, type NumberToken } from './numbers.ts'
import { fold, formsOf, plainOf, type Plain } from './plain.ts'
import { topicsOfKind, topicsOfWord, type Topic } from './topics.ts'

/** A word of a text; hyphenated words are several. */
export interface Lexeme {
  readonly text: string
  /** `fold` of it. */
  readonly key: string
  readonly start: number
  readonly end: number
}

/** A number with what it counts, as far as the words beside it tell. */
export interface CountedNumber extends NumberToken {
  readonly topics: readonly Topic[]
  /** Forms of the words of the thing counted; empty where nothing is named. */
  readonly nouns: readonly string[]
  /** What makes it a part or a change of the thing rather than the thing: `new`, `sales`, `hired`. */
  readonly narrowed: readonly string[]
}

/** A text taken apart once: the words, numbers, dates and links that a check may ask about. */
export interface Reading {
  readonly plain: Plain
  readonly text: string
  readonly words: readonly Lexeme[]
  readonly numbers: readonly CountedNumber[]
  readonly dates: readonly DateToken[]
  readonly links: readonly Link[]
  /** Topics of all words. */
  readonly topics: readonly Topic[]
  readonly isQuestion: boolean
  /** What it states about them, found at the first asking. */
  claims(accountName: string): readonly Claim[]
}

/** An address in a text: `value` is its host, or the whole e-mail address, lower case. */
export interface Link {
  readonly value: string
  readonly start: number
  readonly end: number
}

const link =
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|(?:https?:\/\/|www\.)[^\s<>"“”)]+|(?<![\p{L}\p{N}.])[\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}\/[^\s<>"“”)]+|(?<![\p{L}\p{N}.])[\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)*\.(?:com|org|net|io|ai|de|co|eu|uk|ch|at|example|dev|app|inc|us|fr|nl|info|biz|cloud|tech)(?![\p{L}\p{N}])(?:\/[^\s<>"“”)]*)?/giu
const clockTime = /(?<!\d)\d{1,2}(?::\d{2}(?![\d:])|\.\d{2}(?=\s?(?:uhr|[ap]\.?m\b)))/giu
const enumeration = /(?:^|\n)\s*(?:\d{1,2}[.)]|[-*•])\s/gu

/** The text taken apart. Remembered: a rule reads the same facts and texts again and again. */
export const readingOf = memo(600, (written: string): Reading => {
  const plain = plainOf(written)
  const { text } = plain
  const links = linksIn(text)
  const words = lexemes(text)
  const dates = datesIn(blanked(text, links)).filter((date) => !isCount(date, words, text))
  const rest = blanked(blanked(text, [...links, ...dates]), spansOf(text))
  return {
    plain,
    text,
    words,
    numbers: numbersIn(rest).map((number) => counted(number, words, text)),
    dates,
    links,
    topics: [...new Set(words.flatMap(({ text: word }) => topicsOfWord(word)))],
    isQuestion: /\?["”’)]*\s*$/.test(text),
    claims: memo(4, (accountName: string) => claimsIn(text, accountName)),
  }
})

const linksIn = (text: string): readonly Link[] =>
  /[.@]\S|:\/\//.test(text)
    ? [...text.matchAll(link)].map(({ 0: found, index }) => {
        const value = found.replace(/[.,;:!?]+$/, '')
        const host = value.includes('@') ? value : value.replace(/^https?:\/\//i, '').replace(/^www\./i, '')
        return { value: host.toLowerCase(), start: index, end: index + value.length }
      })
    : []

/** Numbers said of nothing: times of day, numbers of a list, `the two of you`, `thanks a million`. */
const idiom =
  /(?<![\p{L}])(?:the|both|all)\s(?:two|three|four)\sof\s(?:you|us|them)(?![\p{L}])|(?<![\p{L}])a\smillion(?=[.!]?\s*$)|(?<![\p{L}])(?:one in a million|zu zweit|zu dritt|at sixes and sevens|a (?:thousand|million) thanks|tausend dank)(?![\p{L}])/giu
const spansOf = (text: string): readonly { readonly start: number; readonly end: number }[] =>
  [
    ...(/\d/.test(text) ? [...text.matchAll(clockTime), ...text.matchAll(enumeration)] : []),
    ...(cheapIdiom.test(text) ? text.matchAll(idiom) : []),
  ].map(({ 0: found, index }) => ({ start: index, end: index + found.length }))
const cheapIdiom = /million|thousand|tausend|zu zweit|zu dritt|sixes|(?:two|three|four) of/iu

function blanked(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  let out = text
  for (const { start, end } of spans) out = out.slice(0, start) + '_'.repeat(end - start) + out.slice(end)
  return out
}

const lexemes = (text: string): readonly Lexeme[] =>
  wordsOf(text).flatMap(({ text: word, start }) => {
    if (!word.includes('-')) return [{ text: word, key: fold(word), start, end: start + word.length }]
    let at = start
    return word.split('-').map((part) => {
      const lexeme = { text: part, key: fold(part), start: at, end: at + part.length }
      at += part.length + 1
      return lexeme
    })
  })

/** `eleven of you` are people. */
const ofYou = /^\s(?:of\syou|von\sIhnen)(?![\p{L}])/u
const countedBefore =
  /(?<![\p{L}])(?:headcount|head count|staff|team|workforce|crew|payroll|belegschaft|mannschaft|employees|people|mitarbeiterzahl)\s(?:of|at|is|now|is at|stands at|von|mit|aus|is now|liegt bei|beträgt)\s(?:about\s|some\s|around\s|over\s)?$/iu

/** `2018 employees`, `a staff of 1978` is no year. */
function isCount(date: DateToken, words: readonly Lexeme[], text: string): boolean {
  if (date.said[0]?.kind !== 'year') return false
  if (
    ofYou.test(text.slice(date.end)) ||
    countedBefore.test(text.slice(Math.max(0, date.start - 40), date.start))
  )
    return true
  const next = words.find(({ start }) => start >= date.end && start <= date.end + 1)
  return next !== undefined && topicsOfWord(next.text).some((topic) => topicsOfKind.count.has(topic))
}

const stops = new Set(
  'in at on with for to by from as is are was were has have had makes make means mean brings bring takes take needs need gives adds and or but so that which who when while than per the this it you we they he she will would can could may might keep keeps small plenty across under over around every each im am bei beim mit für fuer zu zum zur aus an auf als ist sind war waren hat haben macht machen und oder aber die der das den dem des ein eine einen sich sie wir ihr nicht summieren zusammen zusammenhaelt pro je across'.split(
    ' ',
  ),
)
const through = new Set(['of', 'von', 'or', 'more', 'some', 'strong'])
const narrowing = new Set(
  'new neue neuen neuer open offene offenen additional weitere weiteren zusaetzliche more sales marketing engineering support remote freelance former ehemalige ehemaligen female temporary external technical customer customers vertriebs vertrieb vertriebsmitarbeiter'.split(
    ' ',
  ),
)
const changing =
  /\b(?:hired?|hiring|recruit(?:ed|ing)|add(?:ed|ing)?|lost|laid off|let go|fired|gained|grew by|grown by|cut|einstell\p{L}*|eingestellt|entlassen|suchen|looking for|seeking)\s+(?:\p{L}+\s+){0,2}$/iu
const verbs =
  /^(?:adds?|brings?|makes?|means?|needs?|takes?|gets?|keeps?|sits?|works?|uses?|counts?|wants?|stands?|runs?|shows?|sounds?|looks?|feels?|is|was|has|does|says|this|us|yes|its|as|thus|plus|business|always|perhaps|sometimes|days)$/

function counted(number: NumberToken, words: readonly Lexeme[], text: string): CountedNumber {
  const { phrase, narrowed } = phraseAfter(number, words, text)
  const after = phrase.filter(({ isNoun }) => isNoun)
  const topics = new Set(after.flatMap(({ word }) => topicsOfWord(word.text)))
  if (ofYou.test(text.slice(number.end))) topics.add('employees')
  if (topics.size === 0 && after.length === 0)
    for (const topic of topicsBefore(number, words, text)) topics.add(topic)
  const change = changing.exec(text.slice(Math.max(0, number.start - 40), number.start))?.[0].trim()
  return {
    ...number,
    topics: [...topics],
    nouns: after.flatMap(({ word }) => formsOf(word.text)),
    narrowed: change === undefined ? narrowed : [...narrowed, change],
  }
}

interface Phrase {
  readonly phrase: readonly { readonly word: Lexeme; readonly isNoun: boolean }[]
  readonly narrowed: readonly string[]
}

/** The words after a number up to the next verb, preposition or mark: `120 busy people`. */
function phraseAfter({ end }: NumberToken, words: readonly Lexeme[], text: string): Phrase {
  const phrase: { word: Lexeme; isNoun: boolean }[] = []
  const narrowed: string[] = []
  let from = end
  for (const word of words) {
    if (word.start < end) continue
    if (phrase.length >= 4 || !/^[\s-]*$/.test(text.slice(from, word.start))) break
    if (stops.has(word.key)) break
    from = word.end
    if (through.has(word.key)) continue
    if (narrowing.has(word.key)) narrowed.push(word.key)
    phrase.push({ word, isNoun: isNoun(word) })
    if (isCounted(word.text) && !narrowing.has(word.key)) break
  }
  return { phrase, narrowed }
}

/** A thing the vocabulary knows to be counted or paid. */
const isCounted = (word: string): boolean =>
  topicsOfWord(word).some((topic) => topicsOfKind.count.has(topic) || topicsOfKind.money.has(topic))

/** A known thing, an English plural or a German noun; other words beside a number are taken for adjectives and verbs. */
const isNoun = ({ text, key }: Lexeme): boolean =>
  isCounted(text) ||
  (/^\p{Lu}\p{Ll}+$/u.test(text) && text.length > 2) ||
  (/[^sui]s$/.test(key) && key.length > 3 && !verbs.test(key))

/** `a team of 120`, `headcount stands at 120`: what was named just before. */
function topicsBefore({ start }: NumberToken, words: readonly Lexeme[], text: string): readonly Topic[] {
  const near = words.filter((word) => word.end <= start && word.end > start - 34)
  for (const word of near.toReversed().slice(0, 4)) {
    if (/[,;:.!?\n–—]/.test(text.slice(word.end, start).replace(/:\s*$/, ''))) return []
    const topics = topicsOfWord(word.text)
    if (topics.length > 0) return topics
  }
  return []
}
