import type { Json } from '#base/canonical.ts'

// Words of a text that tell whose they are: ids, addresses, long numbers. What stands in facts is kept with them, so that
// one account's words can be found in what is proposed for another.

const [shortest, longest] = [8, 80]
const mostOfAFact = 50

/** Without what nobody sees; tag characters become the letters they stand for. */
export const visible = (text: string): string =>
  /^[\x20-\x7e\n]*$/.test(text)
    ? text.toLowerCase()
    : text
        .replaceAll(/[\u{e0020}-\u{e007e}]/gu, (tag) =>
          String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000),
        )
        .normalize('NFKC')
        .replaceAll(/[\p{Cf}\p{Mn}\u034f\u115f\u3164]/gu, '')
        .toLowerCase()

const piecesOf = (text: string): readonly string[] =>
  text.split(/[^\p{L}\p{N}@._+-]+/u).map((piece) => piece.replaceAll(/^[._+-]+|[._+-]+$/g, ''))

/** An amount, with groups of three or with cents. */
const amount = /^(?:\d{1,3}(?:[. ]\d{3})+(?:[.,]\d+)?|\d+\.\d{1,2})$/

/** Numbers as one dials them. */
const numbersOf = (text: string): readonly string[] =>
  [...text.matchAll(/\d[\d ()/.-]{7,}\d/g)].flatMap(([found]) =>
    amount.test(found) ? [] : [found.replaceAll(/\D/g, '')],
  )

/** A day, a time, an amount, a standard or a version tells nothing about anybody. */
const common =
  /^(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:t[\d:.]*z?)?|[1-9][\d.,]*|(?:19|20)\d{6}|[a-z]+[-.]?\d{1,5}|\d{1,5}[-.]?[a-z-]+|v?\d+(?:\.\d+)+|[a-z-]+-\d{1,4}|\d{1,4}-[a-z-]+)$/

export const isDistinctive = (token: string): boolean =>
  token.length >= shortest &&
  token.length <= longest &&
  /[\d@]|q[^u]/.test(token) &&
  (!common.test(token) || /^[1-9]\d{5,}(?!000)\d{3}$/.test(token))

/** The candidates of a text as `visible` made it; many are too common to tell anything. */
export const wordsThatTell = (text: string): readonly string[] => [...piecesOf(text), ...numbersOf(text)]

/** The distinctive words of a value, each once, at most fifty. */
export function tokensOf(value: Json): readonly string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  // A number alone is an amount; and what holds neither a digit nor these signs holds no such word.
  if (typeof value === 'number' || !/[\d@qQ\u{e0030}-\u{e007a}]/u.test(text)) return []
  return [...new Set(wordsThatTell(visible(text)).filter(isDistinctive))].slice(0, mostOfAFact)
}
