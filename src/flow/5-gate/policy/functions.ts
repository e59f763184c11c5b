import { wordsOf } from '../word.ts'
import { asText } from './bounded.ts'
import type { Fielded } from './views.ts'

/** What can be called besides the language's own, with its words for the help. */
export interface PolicyFunction {
  readonly signature: string
  readonly doc: string
  // The library hands over what the signature says; it has been type-checked by then.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly call: (...values: any[]) => unknown
}

const valueOf = ({ recordFields }: Fielded, field: string) =>
  Object.hasOwn(recordFields, field) ? recordFields[field] : undefined

const textIn = (of: Fielded, field: string): string => asText(valueOf(of, field) ?? null)
const numberIn = (of: Fielded, field: string): number => {
  const value = valueOf(of, field)
  return typeof value === 'number' ? value : 0
}
const knows = (of: Fielded, field: string): boolean => (valueOf(of, field) ?? null) !== null

const onRecords = ['Account', 'Contact', 'Deal'].flatMap((type): readonly PolicyFunction[] => [
  { signature: `${type}.text(string): string`, doc: 'any field of the record as text', call: textIn },
  { signature: `${type}.number(string): double`, doc: 'any field that is a number; else 0', call: numberIn },
  {
    signature: `${type}.flag(string): bool`,
    doc: 'whether a field is true',
    call: (of: Fielded, field: string) => valueOf(of, field) === true,
  },
  { signature: `${type}.knows(string): bool`, doc: 'whether the record holds the field', call: knows },
])

/** Whole words, capitals ignored; several words must follow each other. */
function hasWord(text: string, wanted: string): boolean {
  const lower = text.normalize('NFKC').toLowerCase()
  const sought = wordsOf(wanted.normalize('NFKC').toLowerCase()).map((word) => word.text)
  if (sought.length === 0 || !sought.every((word) => lower.includes(word))) return false
  const words = wordsOf(lower).map((word) => word.text)
  return words.some((_word, at) => sought.every((word, offset) => words[at + offset] === word))
}

export const functions: readonly PolicyFunction[] = [
  ...onRecords,
  {
    signature: 'string.hasWord(string): bool',
    doc: 'whole words, capitals ignored: "a Discount of" has the word "discount"',
    call: hasWord,
  },
  {
    signature: 'daysBetween(google.protobuf.Timestamp, google.protobuf.Timestamp): double',
    doc: 'days from the first moment to the second',
    call: (from: Date, to: Date) => (to.getTime() - from.getTime()) / 86_400_000,
  },
]

/** Of the language's own functions, the ones that always give an answer in bounded time. */
export const builtIn: Readonly<Record<string, string>> = {
  size: 'number of items or characters',
  contains: 'text in a text, capitals count',
  startsWith: 'beginning of a text',
  endsWith: 'end of a text',
  lowerAscii: 'text in small letters',
  upperAscii: 'text in capitals',
  trim: 'text without blanks at its ends',
  exists: 'items.exists(x, condition): for any item',
  exists_one: 'items.exists_one(x, condition): for exactly one item',
  all: 'items.all(x, condition): for every item',
  filter: 'items.filter(x, condition): the items for which it is true',
  map: 'items.map(x, value): a value of each item',
  timestamp: 'timestamp("2026-01-31T00:00:00Z"): a moment',
  duration: 'duration("72h"): a length of time, in h, m or s',
}
