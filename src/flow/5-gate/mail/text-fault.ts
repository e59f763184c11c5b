/** Something that has no place in a text that leaves or is kept: where it stands and what is left without it. */
export interface TextFault {
  readonly needed: string
  readonly found: string
  /** UTF-16 units of the text as proposed; the whole text where it shows only after decoding. */
  readonly start: number
  readonly end: number
  /** The text without it, where it still reads; undefined where only a person can mend it. */
  readonly rest?: string
}

/** The first match of any of the patterns, as a fault. */
export function firstMatch(
  text: string,
  patterns: readonly (readonly [what: string, pattern: RegExp])[],
): { readonly what: string; readonly start: number; readonly end: number } | undefined {
  for (const [what, pattern] of patterns) {
    const match = pattern.exec(text)
    if (match !== null) return { what, start: match.index, end: match.index + match[0].length }
  }
  return undefined
}

/** At most 80 characters of a text with its invisible ones made visible, in quotes. */
export function visible(text: string): string {
  const shown = Array.from(text.slice(0, 80), (letter) =>
    /[\p{C}\p{Zl}\p{Zp}\p{DI}\u2800]/u.test(letter)
      ? `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
      : letter,
  )
  return `“${shown.join('')}${text.length > 80 ? '…' : ''}”`
}
