import { terms } from './terms.ts'
import { memo } from '../grounding/memo.ts'
import { times, type Term } from './ways.ts'

// Some thirty expressions of many words each would cost more than all other rules together. Every match of one holds a
// word that stands in its source, so only the terms are tried of which a sentence holds a word: found by its
// first letters, in one pass over the sentence.

/** Terms by the beginnings of their words. */
type Tried = ReadonlyMap<string, readonly Term[]>

// Too common to tell anything; in no expression does a way to promise consist of these alone.
const common = new Set(
  `a i my per pro je plan call about every under time week month year quarter day the you your yours our for with from and any all not can will are have has this that it's its is in on of by at be we to or an it am as up out
   if so no one two new but get more than then when where who what which would could may shall take make until before within
   der die das den dem des ein eine einen und wir sie ihr ihre ihnen von bei mit auf im zum am an in ist sind wird werden haben
   oder zu es für nur noch nicht`.split(/\s+/),
)

const longest = 6
const whole = (word: string): string => `${word}$`

/** The words an expression is made of; a short one stands for itself, a longer one for all that begin like it. */
function wordsIn({ expression }: Term): readonly string[] {
  const source = times.reduce((left, part) => left.replaceAll(part, ' '), expression.source)
  const literal = source.replaceAll(/\(\?<?![^()]*\)|\\p\{\w+\}|\[[^\]]*\]|\\[a-z]|\(\?<?[:=!]/gu, (found) =>
    found.startsWith('(?') ? '(' : '*',
  )
  const words = [...literal.matchAll(/[\p{L}']+/gu)].flatMap(({ 0: found, index }) => {
    const next = literal[index + found.length] ?? ''
    const word = next === '?' ? found.slice(0, -1) : found
    if (common.has(word) || common.has(found)) return []
    return word.length < 4 && !'(*?'.includes(next) ? whole(word) : word.slice(0, longest)
  })
  return source.includes('\\d') ? [...words, '#'] : words
}

const byBeginning = ((): Tried => {
  const found = new Map<string, Term[]>()
  for (const term of terms)
    for (const start of new Set(wordsIn(term))) found.set(start, [...(found.get(start) ?? []), term])
  return found
})()
const shortest = 2
const firstLetters = new Set([...byBeginning.keys()].map((key) => key.slice(0, shortest)))

/** The terms worth trying on a text, in their own order. */
function worthTrying(text: string): readonly Term[] {
  const found = new Set<Term>()
  const look = (key: string): void => {
    for (const term of byBeginning.get(key) ?? []) found.add(term)
  }
  for (const word of text.match(/[\p{L}']+/gu) ?? []) {
    if (!firstLetters.has(word.slice(0, shortest)) && word.length > 1) continue
    look(whole(word))
    for (let end = shortest; end <= Math.min(longest, word.length); end += 1) look(word.slice(0, end))
  }
  if (/\d/.test(text)) look('#')
  return found.size < 2 ? [...found] : terms.filter((term) => found.has(term))
}

/** The ways to promise that stand in a text in small letters, in their own order. Two rules ask for the same texts. */
export const termsIn: (text: string) => readonly Term[] = memo(100, (text) =>
  worthTrying(text).filter(({ expression }) => text.search(expression) >= 0),
)
