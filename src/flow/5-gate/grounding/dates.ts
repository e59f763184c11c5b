import type { DateToken, Said } from './date-token.ts'
import { wayGroups } from './date-ways.ts'

// Dates as people write them, English and German, with their coarseness: a day, a month, a quarter, a year, or a stretch
// counted from today. What they mean depends on the book's today and is worked out by `rangesOf`.

const parts: readonly (readonly [DateToken['part'], RegExp])[] = [
  ['early', /(?:\bearly(?: in)?|\bbeginning of|\bstart of|\banfang)(?: the| des| der)?\s?-?$/iu],
  ['mid', /(?:\bmid|\bmiddle of|\bmitte)(?: the| des| der)?[\s-]?$/iu],
  ['late', /(?:\blate(?: in)?|\bend of|\bclose of|\bende)(?: the| des| der)?\s?-?$/iu],
]

/** Every date in a text, in order, none inside another. Linear in its length. */
export function datesIn(text: string): readonly DateToken[] {
  const small = text.toLowerCase()
  const ways = wayGroups.flatMap(({ when, ways: group }) => (when.test(small) ? group : []))
  const found: DateToken[] = []
  for (const { pattern, read } of ways)
    for (const match of text.matchAll(pattern)) {
      const start = match.index
      const end = start + match[0].replace(/\.$/, '').length
      if (found.some((one) => one.start < end && start < one.end)) continue
      const before = text.slice(Math.max(0, start - 24), start)
      const said = read(match, before)
      const all = said === undefined ? [] : 'kind' in said ? [said] : said
      if (all.length > 0 && all.every(isPossible))
        found.push({ ...around(match[0], before), said: all, start, end })
    }
  return found.toSorted((a, b) => a.start - b.start)
}

const isPossible = (said: Said): boolean =>
  said.kind !== 'day' || (said.month >= 1 && said.month <= 12 && said.day >= 1 && said.day <= 31)

function around(written: string, before: string): Pick<DateToken, 'part' | 'bound'> {
  const lead = /ende$|-end$| end$/i.test(written) ? 'end of ' : before
  const part = parts.find(([, pattern]) => pattern.test(lead))?.[0] ?? ''
  const rest = before.replace(
    /(?:the\s)?(?:early|late|mid|end of|beginning of|ende|anfang|mitte)[\s-]*(?:the\s|des\s)?$/iu,
    '',
  )
  const bound = /\b(?:before|by|prior to|vor)\s(?:the\s|dem\s)?$/iu.test(rest) ? 'before' : ''
  return { part, bound }
}
