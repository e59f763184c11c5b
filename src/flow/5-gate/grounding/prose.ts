import { memo } from './memo.ts'
import { formsOf } from './plain.ts'
import type { Finding, Ground } from './ground.ts'
import type { Stated } from './stated.ts'

// What they wrote: cited facts of several words, read clause by clause.

/** The cited texts of more than a few words: a message, a note of a call. */
export const proseIn = ({ cited }: Ground): readonly Stated[] =>
  cited.filter(({ fact, readings }) => fact !== undefined && readings.some(({ words }) => words.length > 5))

const border = /[.;:!?,\n]+\s|\s(?:and|but|because|und|aber|weil|denn|sondern)\s/u
const sentenceEnd = /[.;!?\n]+(?:\s|$)/u
// Remembered: every sentence of a draft is held against the same message.
const splitBy = (mark: RegExp): ((stated: Stated) => readonly string[]) => {
  const parts = memo(200, (text: string) => text.split(mark).filter((part) => part.trim() !== ''))
  return ({ readings }) => readings.flatMap(({ text }) => parts(text))
}

/** Its clauses: what stands between two marks or conjunctions. */
export const clausesIn = splitBy(border)
/** Its sentences. */
export const sentencesIn = splitBy(sentenceEnd)

const negation =
  /(?<![\p{L}])(?:not|no|never|cannot|without|nothing|nobody|none|neither|nor|nicht|nichts|kein\p{L}*|nie|niemals|niemand|ohne|weder)(?![\p{L}])|n’t(?![\p{L}])/iu
/** Whether anything is denied in it. */
export const isNegative = (text: string): boolean => negation.test(text)

/** Whether any of these sources holds a form of the word. */
export const isHeldBy = (word: string, sources: readonly Stated[]): boolean =>
  formsOf(word).some((form) => sources.some(({ forms }) => forms.has(form)))

/** A stretch that no cited text says, with the nearest text. */
export const unsaid = (
  text: string,
  at: { readonly start: number; readonly token: string },
  fault: { readonly nearest: Stated | undefined; readonly why: string },
): readonly Finding[] => {
  const token = at.token.trimEnd()
  const start = at.start + (token.length - token.trimStart().length)
  return [
    {
      token: text.slice(start, at.start + token.length),
      start,
      end: at.start + token.length,
      found: fault.nearest && `${fault.nearest.label} is cited: ${fault.why}`,
    },
  ]
}
