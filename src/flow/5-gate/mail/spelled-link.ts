import { linksIn } from './links.ts'

// Top levels that a reader takes for one when it stands behind a blank or the word "dot".
const tops =
  'com|org|io|ai|app|dev|xyz|info|biz|example|uk|eu|ru|cn|co|top|site|online|click|club|shop|store|link|live|me'
// What is searched for, behind a cheap look for something that stands in all of it.
const patterns: readonly (readonly [hint: RegExp, pattern: RegExp])[] = [
  [/[[({<]/, /[\p{L}\p{N}-]{2,40}\s?[[({<]\s?(?:\.|dot|punkt|punto)\s?[\])}>]\s?\p{L}{2,}/iu],
  [
    /\b(?:dot|punkt|punto)\b/i,
    new RegExp(
      String.raw`(?<![\p{L}\p{N}-])([\p{L}\p{N}-]{2,}) (?:dot|punkt|punto) (?:${tops})(?![\p{L}\p{N}])(?! (?:bubble|era|boom|crash|compan|business))`,
      'iu',
    ),
  ],
  [
    /\s\.|\.\s+\S/,
    new RegExp(
      String.raw`[\p{L}\p{N}-]{2,40}(?:\s{1,9}\.\s{0,9}|\.\s{1,9})(?:(?:${tops})(?=[/:?#])|(?:com|org|io|xyz|example)(?![\p{L}\p{N}]))`,
      'u',
    ),
  ],
  [
    /www/i,
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])www(?:\s{0,9}\.\s{1,9}|\s{1,9}\.?\s{0,9})[\p{L}\p{N}-]{1,63}(?:\s{0,9}\.\s{0,9}|\s{1,9})(?:${tops}|net)(?![\p{L}\p{N}])`,
      'iu',
    ),
  ],
  [
    /h\s?(?:t|x)/i,
    /(?<![\p{L}\p{N}])(?=h\s|htt?\s|https?\s?:?\s|https?:\/\s|hxx)h\s?(?:t\s?t|x\s?x)\s?p\s?s?\s?:\s?[/\\]\s?[/\\]/iu,
  ],
  [
    /:/,
    /(?<![\p{L}\p{N}])(?:j\s{0,3}a\s{0,3}v\s{0,3}a|v\s{0,3}b)\s{0,3}s\s{0,3}c\s{0,3}r\s{0,3}i\s{0,3}p\s{0,3}t\s{0,3}:\s{0,3}\S/iu,
  ],
  [
    /[[({<]/,
    /[\p{L}\p{N}._-]{1,40}\s?[[({<]\s?(?:at|@|ät)\s?[\])}>]\s?[\p{L}\p{N}-]{1,63}(?:\.\p{L}|\s?[[({<]\s?(?:dot|punkt|\.)|\s(?:dot|punkt)\s)/iu,
  ],
  [
    / (?:dot|punkt) /i,
    new RegExp(
      String.raw`[\p{L}\p{N}_-]{1,40} at [\p{L}\p{N}-]{1,63} (?:dot|punkt) (?:${tops})(?![\p{L}\p{N}])`,
      'iu',
    ),
  ],
]
// Words that stand before "dot com" where people speak of a time or a trade.
const notNames =
  /^(?:the|a|an|this|that|their|our|your|his|her|old|early|late|every|some|any|first|last|of|in|from|and|or|der|die|das|dem|ein|eine)$/i
// e v i l . c o m
const spaced = /(?<!\S)(?:\S ){4,}\S(?!\S)/gu

/** A link that no program follows and every reader understands: `acme dot com`, `evil[.]com`, `h t t p : / /`. */
export function spelledLink(text: string): { readonly start: number; readonly end: number } | undefined {
  for (const [hint, pattern] of patterns) {
    const match = hint.test(text) ? pattern.exec(text) : null
    if (match !== null && !notNames.test(match[1] ?? ''))
      return { start: match.index, end: match.index + match[0].length }
  }
  for (const { 0: found, index } of text.matchAll(spaced)) {
    const joined = found.replaceAll(' ', '')
    if (linksIn(joined).length > 0) return { start: index, end: index + found.length }
  }
  return undefined
}
