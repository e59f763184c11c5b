// Hosts as a mail server or a browser understands them, whatever they look like.

/** The host in its ASCII form (punycode), lower case, without a final dot; undefined where it can be none. */
export function asciiHost(written: string): string | undefined {
  const known = asked.get(written)
  if (known !== undefined) return known.host
  if (asked.size > 10_000) asked.clear()
  const host = parsedHost(written)
  asked.set(written, { host })
  return host
}

// The same few hosts are asked for again and again, and parsing one costs as much as a whole rule.
const asked = new Map<string, { readonly host: string | undefined }>()

function parsedHost(written: string): string | undefined {
  const bare = written.trim().replace(/[.。．｡]$/u, '')
  if (/[\s/\\?#@:%[\]<>"]/.test(bare)) return undefined
  return URL.canParse(`http://${bare}`) ? new URL(`http://${bare}`).hostname : undefined
}

/** A host and the domains above it, without the bare top level. */
export const withParents = (host: string): readonly string[] =>
  host
    .split('.')
    .slice(0, -1)
    .map((_label, from, labels) => `${labels.slice(from).join('.')}${host.slice(host.lastIndexOf('.'))}`)

const scripts = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Han', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u],
] as const
// Scripts whose letters are drawn like Latin ones.
const confusable = new Set(['Cyrillic', 'Greek', 'Armenian', 'Cherokee'])
const plainLatin = /^[a-z0-9\u00DF-\u00F6\u00F8-\u0130\u0132-\u0137\u0139-\u017E-]+$/u

/**
 * Whether a host could be taken for another one: letters of several scripts in a label, a script drawn like Latin under
 * a Latin top level, or Latin letters that only look like plain ones. Punycode is decoded first.
 */
export function looksLikeAnother(host: string): boolean {
  const labels = (asciiHost(host) ?? host).split('.').map(decodedLabel)
  const top = labels.at(-1) ?? ''
  return labels.some((label) => {
    if (/^[a-z0-9-]*$/i.test(label)) return false
    const used = scripts.flatMap(([name, letters]) => (letters.test(label) ? [name] : []))
    if (used.length !== 1) return true
    const [script = 'Latin'] = used
    if (script === 'Latin') return !plainLatin.test(label)
    return confusable.has(script) && /^[a-z]+$/.test(top)
  })
}

const decodedLabel = (label: string): string =>
  label.startsWith('xn--') ? (fromPunycode(label.slice(4)) ?? '\uFFFD') : label.toLowerCase()

/** The host as people write it, its punycode decoded; the same host where it holds none. */
export const unicodeHost = (host: string): string => host.split('.').map(readLabel).join('.')

const readLabel = (label: string): string =>
  label.startsWith('xn--') ? (fromPunycode(label.slice(4)) ?? label) : label

const base = 36
const digitOf = (code: number): number => (code >= 97 ? code - 97 : code - 22)

/** Decodes one label's punycode (RFC 3492); undefined where it is none. */
function fromPunycode(label: string): string | undefined {
  const cut = label.lastIndexOf('-')
  const letters = Array.from(label.slice(0, Math.max(cut, 0)), (letter) => letter.charCodeAt(0))
  let [code, at, bias, rest] = [128, 0, 72, label.slice(cut + 1)]
  while (rest.length > 0) {
    const before = at
    for (let [weight, step] = [1, base]; ; step += base) {
      const digit = digitOf(rest.charCodeAt(0))
      if (rest === '' || digit < 0 || digit >= base) return undefined
      rest = rest.slice(1)
      at += digit * weight
      const limit = Math.min(Math.max(step - bias, 1), 26)
      if (digit < limit) break
      weight *= base - limit
    }
    const count = letters.length + 1
    bias = adapted(at - before, count, before === 0)
    code += Math.floor(at / count)
    at %= count
    if (code > 0x10ffff) return undefined
    letters.splice(at, 0, code)
    at += 1
  }
  return String.fromCodePoint(...letters)
}

function adapted(delta: number, count: number, isFirst: boolean): number {
  let left = Math.floor(delta / (isFirst ? 700 : 2))
  left += Math.floor(left / count)
  let step = 0
  for (; left > 455; step += base) left = Math.floor(left / 35)
  return step + Math.floor((36 * left) / (left + 38))
}
