import { formsOf } from './plain.ts'
import { isGrammarWord } from './plain-words.ts'
import type { CountedNumber, Lexeme, Reading } from './reading.ts'
import { sensesOf } from './same-sense.ts'
import { pairsOf, type Source, type Unit } from './units.ts'

// Which one sentence of the cited texts bears a statement, and what the statement adds to it, leaves out or turns round.

/** A statement laid beside the sentence that bears it best. */
export interface Bearing extends Source {
  /** The words of substance of the statement, each with its place in the sentence; -1 where it is not there. */
  readonly words: readonly { readonly word: Lexeme; readonly place: number }[]
  readonly numbers: readonly { readonly number: CountedNumber; readonly isThere: boolean }[]
  /** How many words and numbers the sentence bears. */
  readonly borne: number
  /** The clauses of the sentence that bear most of it. */
  readonly clauses: ReadonlySet<number>
}

export interface Stretch {
  readonly start: number
  readonly end: number
}

/** A statement taken apart. */
export interface Statement extends Stretch {
  readonly words: readonly Lexeme[]
  readonly numbers: readonly CountedNumber[]
  /** The words of its dates: they may be said otherwise, but where they stand in a sentence they point to it. */
  readonly dated: readonly Lexeme[]
  /** Whether words stand in quotation marks: those beside them are about them. */
  readonly isQuoting: boolean
}

const isIn =
  ({ start, end }: Stretch) =>
  (one: Stretch): boolean =>
    one.start >= start && one.end <= end

/** The words of substance, the numbers and the dates of a stretch of a text. */
export function statementIn(reading: Reading, stretch: Stretch): Statement {
  const within = isIn(stretch)
  const taken = [...reading.numbers, ...reading.links]
  const words = reading.words.filter((word) => within(word) && !taken.some((one) => isIn(one)(word)))
  const isDated = (word: Lexeme): boolean => reading.dates.some((one) => isIn(one)(word))
  return {
    ...stretch,
    words: words.filter(
      (word) => word.key.length > 1 && !isDated(word) && !/^\d/.test(word.key) && !isGrammarWord(word.text),
    ),
    numbers: reading.numbers.filter(within),
    dated: words.filter(isDated),
    isQuoting: /["“„]/u.test(reading.text.slice(stretch.start, stretch.end)),
  }
}

/** The first place of a word in a sentence, in whatever form; -1 where it is not there. */
export const placeIn = ({ places }: Unit, { key, text }: Lexeme): number => {
  const same = places.get(key)
  if (same !== undefined) return same[0] ?? -1
  for (const form of formsOf(text)) {
    const at = places.get(form)
    if (at !== undefined) return at[0] ?? -1
  }
  return -1
}

const hasNumber = ({ numbers }: Unit, { low, high, kind, unit }: CountedNumber): boolean =>
  numbers.some(
    (one) =>
      one.low === low &&
      one.high === high &&
      one.kind === kind &&
      (one.unit === unit || unit === '' || one.unit === ''),
  )

/** The sentence that bears most of a statement; undefined where none bears a word of it. */
export function bearingOf(statement: Statement, sources: readonly Source[]): Bearing | undefined {
  const { words, numbers, dated } = statement
  let best: { source: Source; score: number } | undefined
  for (const source of sources) {
    const { unit } = source
    let score = 0
    for (const word of words) if (placeIn(unit, word) >= 0) score += 1
    if (score === 0 && numbers.length + dated.length === 0) continue
    for (const number of numbers) if (hasNumber(unit, number)) score += 1
    for (const word of dated) if (word.key.length > 2 && unit.places.has(word.key)) score += 0.5
    if (score > (best?.score ?? 0)) best = { source, score }
  }
  return best && laid(statement, best.source)
}

function laid({ words, numbers }: Statement, source: Source): Bearing {
  const { unit } = source
  const placed = words.map((word) => ({ word, place: deepPlace(unit, word) }))
  const found = numbers.map((number) => ({ number, isThere: hasNumber(unit, number) }))
  const counts = new Map<number, number>()
  for (const { place } of placed) {
    const clause = place < 0 ? undefined : unit.clauses[place]
    if (clause !== undefined) counts.set(clause, (counts.get(clause) ?? 0) + 1)
  }
  const most = Math.max(0, ...counts.values())
  return {
    ...source,
    words: placed,
    numbers: found,
    borne: placed.filter(({ place }) => place >= 0).length + found.filter(({ isThere }) => isThere).length,
    clauses: new Set([...counts].flatMap(([clause, count]) => (count * 2 >= most ? [clause] : []))),
  }
}

/** As it stands, in another form, as a part of a compound, or in a word of the same sense. */
function deepPlace(unit: Unit, word: Lexeme): number {
  const same = placeIn(unit, word)
  if (same >= 0) return same
  for (const sense of sensesOf(word.text)) {
    const at = unit.senses.get(sense)
    if (at !== undefined) return at
  }
  return word.key.length > 4 ? unit.words.findIndex(({ key }) => isKin(word.key, key)) : -1
}

/** `Rechnungen` and `Eingangsrechnungen`, `decision` and `decided`, `dunkel` and `dunkle`. */
function isKin(one: string, other: string): boolean {
  if (other.length < 4) return false
  const stem = one.slice(0, Math.max(5, one.length - 3))
  if (other.startsWith(stem) || other.includes(one.slice(0, -1)) || (other.length > 4 && one.includes(other)))
    return true
  let same = 0
  while (same < one.length && one[same] === other[same]) same += 1
  return same > 3 && same >= Math.max(one.length, other.length) - 2
}

/** Whether the words of substance that stand in the sentence stand there in the same order. */
export const isInOrder = ({ words }: Bearing): boolean => {
  const places = words.flatMap(({ place }) => (place < 0 ? [] : [place]))
  return places.every((place, at) => at === 0 || place >= (places[at - 1] ?? 0))
}

/** How near a statement comes to the words of the sentence. */
export interface Likeness {
  /** The share of its neighbours that are neighbours there, too; 0 to 1. */
  readonly share: number
  /** The words of the sentence between those that are repeated, and one beside them at each side. */
  readonly repeated: readonly Lexeme[]
}

/** How much of a statement is said in their own words, whoever speaks. */
export function likenessOf({ unit }: Bearing, words: readonly Lexeme[]): Likeness {
  const pairs = pairsOf(words)
  const places = pairs.flatMap((pair) => unit.pairs.get(pair) ?? [])
  if (pairs.length < 3 || places.length === 0) return { share: 0, repeated: [] }
  const [from, to] = [Math.min(...places) - 1, Math.max(...places) + 2]
  return {
    share: places.length / pairs.length,
    repeated: unit.words.filter((_word, at) => at >= from && at <= to),
  }
}
