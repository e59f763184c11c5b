const word = /[\p{L}\p{M}\p{N}]+(?:['’.&-][\p{L}\p{M}\p{N}]+)*/gu

/** A word of a text: as written without a possessive 's, and where it stands. */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The words of a text in order; `O'Neill`, `e-mail`, `acme.example` and `3.5` are one word each. */
export function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(word)].map(({ 0: found, index }) => {
    const bare = found.replace(/['’]s$/i, '')
    return { text: bare, start: index, end: index + bare.length }
  })
}

/** Written with a capital, or with one inside, or with a digit: as names are. */
export const isCapitalised = (written: string): boolean => /\p{Lu}|\p{Lt}|\p{N}/u.test(written)
