import { isDistinctive, visible, wordsThatTell } from '#records/tokens.ts'

// Tokens of a text that tell whose they are: ids, addresses, long numbers. Looked up in the facts of other accounts by
// evidence-step.ts, judged by `foreign-content`. What facts hold is made into the same words when they are stored.

const atMost = 200

/** The distinctive tokens of a text, lower case: as written, and once taken out of what hides them. */
export function tokensIn(text: string): readonly string[] {
  const plain = visible(text)
  // Base64 tells large letters from small ones.
  const hidden = base64In(text).map((found) => found.toLowerCase())
  const forms = [plain, ...hidden, ...decoded(plain)].flatMap(wordsThatTell)
  const joined = [...spaced(plain), ...brokenUp(plain)]
  const tokens = [...forms, ...joined].filter(isDistinctive)
  return [...new Set([...tokens, ...tokens.map(reversed)])].slice(0, atMost)
}

const reversed = (token: string): string => [...token].toReversed().join('')

/** What stands there in base64, hexadecimal or as in a web address, where that gives readable text. */
function decoded(text: string): readonly string[] {
  const found: string[] = []
  if (/%[\da-f]{2}/.test(text))
    found.push(
      text.replaceAll(/%([2-7][\da-f])/g, (_all, hex: string) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      ),
    )
  for (const [run] of text.matchAll(/(?<![\p{L}\p{N}])(?:[\da-f]{2}[ :]?){8,}/gu)) found.push(ofHex(run))
  return found.filter((one) => one !== '').map((one) => one.toLowerCase())
}

function ofHex(run: string): string {
  const digits = run.replaceAll(/[^\da-f]/g, '')
  const codes = Array.from({ length: digits.length >> 1 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  )
  return readable(codes)
}

const readable = (codes: readonly number[]): string =>
  codes.every((code) => code >= 0x20 && code < 0x7f) ? String.fromCodePoint(...codes) : ''

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The readable texts that stand in a text in base64, whatever letters they begin with. */
function base64In(text: string): readonly string[] {
  return [...text.matchAll(/[A-Za-z0-9+/_-]{11,}/g)].flatMap(([run]) => {
    const bits = [...run.replaceAll('-', '+').replaceAll('_', '/')].map((letter) => alphabet.indexOf(letter))
    const codes = Array.from({ length: Math.floor((bits.length * 6) / 8) }, (_, at) => {
      const [first, shift] = [Math.floor((at * 8) / 6), (at * 8) % 6]
      return ((((bits[first] ?? 0) << 6) | (bits[first + 1] ?? 0)) >> (4 - shift)) & 0xff
    })
    const plain = readable(codes)
    return plain === '' ? [] : [plain]
  })
}

/** `z q k 1 2 3 4 5`: letters one by one. */
const spaced = (text: string): readonly string[] =>
  [
    ...text.matchAll(/(?<![\p{L}\p{N}])(?:[\p{L}\p{N}][\s.\-_*|/]{1,2}){7,}[\p{L}\p{N}](?![\p{L}\p{N}])/gu),
  ].map(([run]) => run.replaceAll(/[^\p{L}\p{N}]/gu, ''))

/** `zqk1 2345 678`: neighbours that make one token together, two to four of them, a digit among them. */
function brokenUp(text: string): readonly string[] {
  const pieces = text.split(/[^\p{L}\p{N}]+/u).filter((piece) => piece !== '')
  return pieces.flatMap((piece, at) => {
    if (!/\d/.test(piece) && !/\d/.test(pieces[at + 1] ?? '') && !/\d/.test(pieces[at + 2] ?? '')) return []
    return [2, 3, 4].flatMap((count) => {
      const run = pieces.slice(at, at + count)
      return run.length === count ? [run.join('')] : []
    })
  })
}
