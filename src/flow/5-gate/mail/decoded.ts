import { withoutInvisible } from './invisible.ts'

const entities: Readonly<Record<string, string>> = {
  period: '.',
  colon: ':',
  sol: '/',
  bsol: '\\',
  commat: '@',
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  nbsp: ' ',
  tab: '',
  newline: '',
  shy: '',
  zerowidthspace: '',
}
const ofCode = (code: number, written: string): string =>
  code > 0x1f && code <= 0x10ffff ? String.fromCodePoint(code) : written
const ascii = (written: string, hex: string): string => {
  const code = Number.parseInt(hex, 16)
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : written
}
// Dots that resolvers, programs and people take for one.
const dots =
  /[\u3002\uFF0E\uFF61\u2024\uFE52\u0701\u0702\uA4F8\u06D4\u0589]|(?<=[\p{L}\p{N}])[\u00B7\u2022\u2219\u22C5\u2027\u30FB\uFF65](?=[\p{L}\p{N}])/gu
const slashes = /[\u2044\u2215\u29F8\uFF0F\u2571\u27CB]/gu
const colons = /[\uFF1A\uFE55\uA789\u02D0\u2236\u0589\u05C3]/gu

const once = (text: string): string =>
  text
    .replace(/&#(\d{1,7});?/g, (all: string, code: string) => ofCode(Number(code), all))
    .replace(/&#x([\da-f]{1,6});?/gi, (all: string, code: string) => ofCode(Number.parseInt(code, 16), all))
    .replace(/&([a-z]+);/gi, (all: string, name: string) => entities[name.toLowerCase()] ?? all)
    .replace(/\\(?:u\{0*|u00|x)([\da-f]{2})\}?/gi, ascii)
    .replace(/[%=]([2-7][\da-f])/gi, ascii)

const needsDecoding = /[&%=\\]|[^\p{ASCII}]|[*_`~]/u

/**
 * The ways in which a text may be read by a program that shows or follows it: entities, escapes, look-alike dots and
 * letters decoded, invisible characters and emphasis left out. Only those that differ from the text itself.
 */
export function readings(text: string): readonly string[] {
  if (!needsDecoding.test(text)) return []
  const shown = withoutInvisible(once(once(text)))
    .replace(dots, '.')
    .replace(slashes, '/')
    .replace(colons, ':')
    .normalize('NFKC')
  const bare = shown.replace(/<!--.*?-->/gs, '').replace(/<[^>]*>/g, '')
  const unmarked = bare.replace(/[*_`~]+|\\(?=[.:/@-])/g, '')
  const unaccented = unmarked.normalize('NFKD').replace(/\p{M}/gu, '')
  return [...new Set([shown, bare, unmarked, unaccented])].filter((one) => one !== text)
}
