import { textsIn } from '../texts.ts'
import { isSupposed } from './clauses.ts'
import type { Finding, Ground, Person } from './ground.ts'
import { fold } from './plain.ts'
import type { Reading } from './reading.ts'
import { roleParts, rolesIn } from './roles.ts'
import type { Stated } from './stated.ts'

// A title is said by a fact that holds it, of the person it is given to.

const ours = /\b(?:my|our|as our|unser[en]?|mein[en]?|ich bin|I am|I’m|I work as|as)\s(?:the\s|a\s|an\s)?$/iu
const toReader = /\b(?:you|you’re|sie)\b/iu

/** The titles in a text that no cited fact gives to the person they are given to. */
export function roleFindings(reading: Reading, ground: Ground): readonly Finding[] {
  const { text, isQuestion } = reading
  return rolesIn(text).flatMap(({ written: whole, start: from, end }) => {
    // A name before a title is written with capitals, too: `Anna Berg Head of Sales`.
    const { written, start } = withoutNames(whole, from, ground.names)
    const before = text.slice(0, start)
    if (isOfOurs(before, text) || isOurTitle(before, ground)) return []
    const isBeside = besideName.test(before) && peopleIn(reading, ground.people).length > 0
    if ((isQuestion && !isBeside) || isSupposed(text, start)) return []
    const wanted = [...roleParts(written)]
    const holders = [...ground.cited, ...ground.own].filter((stated) => holds(stated, wanted))
    const named = peopleIn(sentenceAround(reading, start), ground.people)
    if (holders.some((stated) => isGivenTo(stated, { named, ground, isToReader: isToReader(text, before) })))
      return []
    const [nearest] =
      holders.length > 0
        ? holders
        : ground.cited.filter(({ fact }) => fact?.field === 'title' || fact?.field === 'role')
    const found =
      nearest &&
      `${nearest.label} is the nearest: ${holders.length > 0 ? 'it is the title of somebody else' : 'another title'}`
    return [{ token: written, start, end, found }]
  })
}

/** `As CTO you …` and `your role as CTO` speak of the reader; `your CTO` of anybody there. */
const isToReader = (text: string, before: string): boolean =>
  toReader.test(text) &&
  (/\b(?:you are|you’re|sie sind)\s(?:the|a|an|der|die)\s$/iu.test(before) ||
    !/\b(?:your|ihr|ihre[mnrs]?|the|der|dem|den|die)\s$/iu.test(before))

function withoutNames(
  whole: string,
  from: number,
  names: ReadonlySet<string>,
): { readonly written: string; readonly start: number } {
  const [first = '', ...rest] = whole.split(' ')
  if (rest.length === 0 || !names.has(fold(first))) return { written: whole, start: from }
  return withoutNames(rest.join(' '), from + first.length + 1, names)
}

/** `Tom Keller, Head of Sales` under a message of Tom Keller's. */
const isOurTitle = (before: string, { people }: Ground): boolean =>
  people.some(({ id, last }) => id === 'sender' && last !== '' && before.trimEnd().endsWith(`${last},`))

/** A title beside a name says whose it is, also in a question: `would it help if Anna Berg, CTO with you, joined?` */
const besideName = /\p{Lu}[\p{L}’-]+(?:,|\s\()\s?(?:your\s|the\s|ihre?\s)?$/u

const isOfOurs = (before: string, text: string): boolean =>
  ours.test(before) &&
  !(/\bas\s(?:the\s|a\s|an\s)?$/iu.test(before) && (toReader.test(text) || !/\b(?:I|we|my)\b/.test(text)))

const holds = ({ fact, readings }: Stated, wanted: readonly string[]): boolean => {
  const texts = fact === undefined ? readings.map(({ text }) => text) : textsIn(fact.value)
  return texts.some((text) => {
    const parts = roleParts(text)
    return wanted.every((part) => parts.has(part))
  })
}

/** The words of the sentence a place is in, where a text has several. */
function sentenceAround({ text, words }: Reading, at: number): Pick<Reading, 'words'> {
  const ends = [...text.matchAll(/(?<=[\p{Ll}\d)”"]{2})[.!?]\s/gu)].map(({ index }) => index)
  const from = ends.filter((end) => end < at).at(-1) ?? 0
  const to = ends.find((end) => end >= at) ?? text.length
  return { words: words.filter(({ start }) => start >= from && start < to) }
}

/** The people whose first or last name stands in a text. */
export const peopleIn = ({ words }: Pick<Reading, 'words'>, people: readonly Person[]): readonly Person[] =>
  people.filter(({ first, last }) =>
    [first, last].some(
      (name) => name !== '' && words.some(({ key, text }) => /^\p{Lu}/u.test(text) && key === fold(name)),
    ),
  )

function isGivenTo(
  { fact }: Stated,
  of: { readonly named: readonly Person[]; readonly ground: Ground; readonly isToReader: boolean },
): boolean {
  if (fact === undefined || fact.subject.object !== 'contact') return true
  const others = of.named.filter(({ id }) => id !== 'sender')
  if (others.length > 0) return others.some(({ id }) => id === fact.subject.id)
  return !of.isToReader || of.ground.recipient === undefined || fact.subject.id === of.ground.recipient
}
