import type { Ground } from './ground.ts'
import type { CountedNumber, Reading } from './reading.ts'
import type { StatedNumber } from './stated.ts'

// When a number is the same one: as precisely as it is meant, as the name of a thing, or worked out from what is said.

const within = (value: number, low: number, high: number): boolean => value >= low && value <= high

/** Whether the text's number, as precisely as it is meant, is the source's. */
export function agrees(number: CountedNumber, said: StatedNumber): boolean {
  const { low, high, precision, slack } = number
  const size = Math.abs(low)
  if (low !== high)
    return (
      said.low >= low - slack &&
      said.high <= high + slack &&
      (high <= low * 5 || (said.low === low && said.high === high))
    )
  switch (precision) {
    case 'exact':
      return within(said.low, low - slack, low + slack) && within(said.high, low - slack, low + slack)
    case 'about':
      return (
        within(said.low, low - size * 0.1, low + size * 0.1) &&
        within(said.high, low - size * 0.1, low + size * 0.1)
      )
    case 'good':
      return within(said.low, low * 0.95, low * 1.3) && within(said.high, low * 0.95, low * 1.3)
    case 'almost':
      return within(said.low, low * 0.88, low) && said.high <= low
    case 'over':
      return said.low > low && said.low <= low * 2
    case 'atLeast':
      return said.low >= low && said.low <= low * 2
    case 'under':
      return said.high < low && said.high >= low / 2
    case 'atMost':
      return said.high <= low && said.high >= low / 2
  }
}

/** `Halle 3`, `clause 7`, `greenhouse 2`: a number that is a name, as the source gives it. */
export const isLabel = (
  { start, low }: CountedNumber,
  { text, words }: Reading,
  { cited }: Ground,
): boolean => {
  const before = words.findLast(({ end }) => end === start - 1)
  return (
    before !== undefined &&
    text[before.end] === ' ' &&
    cited.some(({ said }) => said.includes(` ${before.key} ${low} `))
  )
}

/** `for eight years` of a company whose founding year is cited. */
export function isAge(number: CountedNumber, { topics, text }: Reading, { cited, today }: Ground): boolean {
  if (number.kind !== 'span' || number.unit !== 'year') return false
  const isOld = topics.includes('founded') || /\b(?:old|business|market|around|alt|jahren?)\b/i.test(text)
  if (!isOld && !/(?<![\p{L}])(?:been|for|since|seit)(?![\p{L}])/iu.test(text.slice(0, number.start)))
    return false
  return cited.some(({ dates }) =>
    dates.some(({ from, to, topics: of }) => {
      if (!of.includes('founded')) return false
      const [low, high] = [(today - to) / 365.25, (today - from) / 365.25]
      return (
        agrees(
          { ...number, slack: 0 },
          { low: Math.floor(low), high: Math.floor(low), kind: 'span', unit: 'year', topics: [], nouns: [] },
        ) ||
        agrees(
          { ...number, slack: 0 },
          {
            low: Math.floor(high),
            high: Math.floor(high),
            kind: 'span',
            unit: 'year',
            topics: [],
            nouns: [],
          },
        )
      )
    }),
  )
}

/** What follows from two numbers of the sources: their sum or difference, or the share of one that the other gives. */
export function isWorkedOut({ kind, low, high, precision }: CountedNumber, { cited }: Ground): boolean {
  if (low !== high || precision !== 'exact' || (kind !== 'count' && kind !== 'percent')) return false
  const all = cited.flatMap(({ numbers }) => numbers).filter((one) => one.low === one.high)
  return all.some((one) =>
    all.some(
      (other) =>
        one !== other &&
        one.low > other.low &&
        other.low > 0 &&
        ((one.kind === kind &&
          other.kind === kind &&
          (one.low - other.low === low || one.low + other.low === low)) ||
          (kind === 'count' &&
            one.kind === 'count' &&
            other.kind === 'percent' &&
            Math.abs((one.low * other.low) / 100 - low) < 0.5)),
    ),
  )
}
