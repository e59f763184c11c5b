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
  return rolesIn(text).flatMap(({ written, start, end }) => {
    const before = text.slice(0, start)
    if (isQuestion || isSupposed(text, start) || isOfOurs(before, text)) return []
    const wanted = [...roleParts(written)]
    const holders = [...ground.cited, ...ground.own].filter((stated) => holds(stated, wanted))
    const named = peopleIn(reading, ground.people)
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

/** The people whose first or last name stands in a text. */
export const peopleIn = ({ words }: Reading, people: readonly Person[]): readonly Person[] =>
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
