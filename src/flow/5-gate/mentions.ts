import { domainForms } from '#records/addresses.ts'
import { isDictionaryWord } from './dictionary.ts'
import { tokensIn } from './tokens.ts'
import { isCapitalised, wordsOf, type Word } from './word.ts'

// What in a proposed text could name somebody else: looked up in the book by step.ts, judged by `foreign-content`.
// A name counts only where it is distinctive: one word that is no dictionary word, or several that are written as a
// name. `summit ladder` in small letters is taken for ordinary words: nobody could tell.

/** What to look up, all lower case, each once, in the order found. */
export interface Candidates {
  readonly emails: readonly string[]
  readonly domains: readonly string[]
  readonly names: readonly string[]
  /** What only one account would say: see tokens.ts. */
  readonly tokens: readonly string[]
}

const maxWordsInName = 6
const maxNames = 400
const maxTokens = 400
const email = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu
const host = /(?<![\p{L}\p{N}-])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu
const joining = new Set([
  'of',
  'and',
  'the',
  'for',
  'de',
  'du',
  'la',
  'le',
  'der',
  'die',
  'das',
  'und',
  'et',
  'y',
  '&',
  'von',
  'van',
])

/** Legal forms: the book may carry a name with one where a text leaves it out, and the other way round. */
const forms = [
  'inc',
  'inc.',
  'llc',
  'ltd',
  'ltd.',
  'limited',
  'gmbh',
  'ag',
  'corp',
  'corp.',
  'co',
  'co.',
  'plc',
  'sa',
  'bv',
  'oy',
  'ab',
  'srl',
  'kg',
  'se',
]
const formAtEnd = new RegExp(`[,\\s]+(?:${forms.map((form) => form.replace('.', '\\.')).join('|')})$`)

/** The candidates of many texts together. Linear in their length. */
export function candidatesOf(texts: readonly string[]): Candidates {
  const clean = texts.map((text) => text.normalize('NFKC'))
  const emails = clean.flatMap((text) => text.match(email) ?? []).map((found) => found.toLowerCase())
  const hosts = clean.flatMap((text) => text.match(host) ?? [])
  return {
    emails: [...new Set(emails)],
    domains: [...new Set(hosts.flatMap(domainForms))],
    tokens: [...new Set(texts.flatMap(tokensIn))].slice(0, maxTokens),
    names: [...new Set(clean.flatMap(namesIn))].slice(0, maxNames).flatMap(spellings),
  }
}

/** The runs of up to six words that could be a company's name, lower case. */
function namesIn(text: string): string[] {
  const words = wordsOf(text)
  return words.flatMap((first, from) => {
    if (!couldBeName(first)) return []
    const found: string[] = []
    for (let to = from; to < Math.min(words.length, from + maxWordsInName); to += 1) {
      const last = words[to]
      if (last === undefined || (to > from && isBroken(text, words, to))) break
      if (!couldBeName(last) && !joining.has(last.text.toLowerCase())) break
      if (!couldBeName(last)) continue
      if (isDistinctive(words.slice(from, to + 1))) found.push(spaced(text.slice(first.start, last.end)))
    }
    return found
  })
}

const spaced = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ')

const couldBeName = ({ text }: Word): boolean => isCapitalised(text) || !isDictionaryWord(text)

/** One word must be in no dictionary; several are distinctive by standing together as a name. */
const isDistinctive = (words: readonly Word[]): boolean =>
  words.length > 1 ||
  words.every(({ text }) => text.length > 2 && !/^\P{L}+$/u.test(text) && !isDictionaryWord(text))

/** A sentence's end or a bracket between two words: no name runs across it. */
const isBroken = (text: string, words: readonly Word[], at: number): boolean =>
  /[!?;:()\n"“”]|\.\s/.test(text.slice(words[at - 1]?.end ?? 0, words[at]?.start ?? 0))

/** A lower-case company name without its legal form. */
export const bareName = (name: string): string => name.replace(formAtEnd, '')

/** The name as found, without a legal form, and with each: the book may spell it in any of these ways. */
function spellings(name: string): string[] {
  const bare = bareName(name)
  // What is left of `Ladder Inc` is a dictionary word: then only the full form is a name.
  if (bare !== name && !bare.includes(' ') && isDictionaryWord(bare)) return withForms(bare)
  return [bare, ...withForms(bare)]
}

const withForms = (bare: string): string[] => forms.flatMap((form) => [`${bare} ${form}`, `${bare}, ${form}`])
