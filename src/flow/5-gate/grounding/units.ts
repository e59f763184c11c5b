import type { DateToken } from './date-token.ts'
import { formsOf } from './plain.ts'
import type { CountedNumber, Lexeme, Reading } from './reading.ts'
import { sensesOf } from './same-sense.ts'
import type { Stated } from './stated.ts'

// The sentences of a cited text, each on its own: what one of them says of one thing is not said of another.

/** One sentence of a text, taken apart for looking up. */
export interface Unit {
  readonly text: string
  /** Where it begins in the whole text. */
  readonly start: number
  readonly words: readonly Lexeme[]
  /** The places, in `words`, of every form of every word. */
  readonly places: ReadonlyMap<string, readonly number[]>
  readonly senses: ReadonlyMap<number, number>
  /** For each word the clause it stands in, counted from 0. */
  readonly clauses: readonly number[]
  readonly numbers: readonly CountedNumber[]
  readonly dates: readonly DateToken[]
  readonly isQuestion: boolean
  /** The place of every two words that follow each other, whoever speaks: `our lamps` and `your lamps` are the same. */
  readonly pairs: ReadonlyMap<string, number>
  readonly before: Unit | undefined
}

const sentenceEnd =
  /(?<=[\p{Ll}\d)”"%’]{2}|\p{L}\p{Lu}{2})(?<!\b(?:Mr|Mrs|Ms|Dr|Fr|Hr|St|No|Nr|ca|bzw|inkl|approx))[.!?;]["”’)]*\s+(?=[\p{Lu}“„"(]|\d)|[!?;]["”’)]*\s+|\n+/gu
const clauseMark =
  /[,;:–—()]\s?|\s(?:and|but|because|while|although|so|since|if|unless|whether|und|aber|weil|sondern|wenn|ob|doch|denn)\s/giu

const known = new WeakMap<Reading, readonly Unit[]>()

/** The sentences of a text. Remembered as long as its reading is. */
export function unitsOf(reading: Reading): readonly Unit[] {
  const before = known.get(reading)
  if (before !== undefined) return before
  const { text } = reading
  const units: Unit[] = []
  let from = 0
  for (const { 0: found, index } of text.matchAll(sentenceEnd)) {
    units.push({ ...unitOf(reading, from, index + found.trimEnd().length), before: units.at(-1) })
    from = index + found.length
  }
  units.push({ ...unitOf(reading, from, text.length), before: units.at(-1) })
  const full = units.filter(({ words }) => words.length > 0)
  known.set(reading, full)
  return full
}

function unitOf({ text, words, numbers, dates }: Reading, from: number, to: number): Omit<Unit, 'before'> {
  const isIn = ({ start, end }: { readonly start: number; readonly end: number }) =>
    start >= from && end <= to
  const own = words.filter(isIn)
  const places = new Map<string, number[]>()
  const senses = new Map<number, number>()
  for (const [at, word] of own.entries()) {
    for (const form of new Set([word.key, ...formsOf(word.text)])) {
      const same = places.get(form)
      if (same === undefined) places.set(form, [at])
      else same.push(at)
    }
    for (const sense of sensesOf(word.text)) senses.set(sense, at)
  }
  const said = text.slice(from, to)
  const marks = [...said.matchAll(clauseMark)].map(
    ({ index, 0: found }) => from + index + (found.length >> 1),
  )
  return {
    text: said,
    start: from,
    words: own,
    places,
    senses,
    clauses: own.map(({ start }) => marks.filter((mark) => mark <= start).length),
    numbers: numbers.filter(isIn),
    dates: dates.filter(isIn),
    isQuestion: /\?["”’)]*\s*$/.test(said),
    pairs: new Map(pairsOf(own).map((pair, at) => [pair, at])),
  }
}

const persons = (words: string, as: string): readonly (readonly [string, string])[] =>
  words.split(' ').map((word) => [word, as])
/** The same word said by another person, of another or at another time. */
const anybody = new Map([
  ...persons('i we you he she they me us him them ich wir sie er ihnen mir mich uns es', '@'),
  ...persons(
    'my our your his her their mein meine meinen meinem meiner unser unsere unseren unserem unserer ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner',
    '@s',
  ),
  ...persons('am is are bin ist sind', 'be'),
  ...persons('was were war waren', 'been'),
  ...persons('have has habe haben hat', 'have'),
  ...persons('do does', 'do'),
])
/** A word in its shortest form, whoever speaks. */
export const stemOf = ({ key, text }: Lexeme): string =>
  anybody.get(key) ?? formsOf(text).reduce((short, form) => (form.length < short.length ? form : short), key)

/** Every two words of a text that follow each other. */
export const pairsOf = (words: readonly Lexeme[]): readonly string[] => {
  const stems = words.map(stemOf)
  return stems.slice(1).map((stem, at) => `${stems[at] ?? ''} ${stem}`)
}

/** A sentence and the source it stands in. */
export interface Source {
  readonly stated: Stated
  readonly unit: Unit
}

/** Every sentence of these sources. */
export const sourcesOf = (all: readonly Stated[]): readonly Source[] =>
  all.flatMap((stated) =>
    stated.readings.flatMap((reading) => unitsOf(reading).map((unit) => ({ stated, unit }))),
  )
