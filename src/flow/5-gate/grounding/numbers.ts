import { spelledNumbers } from './number-words.ts'
import { sharesIn } from './shares.ts'

// Numbers as people write them: digits and words, ranges, about and over, money, percentages, spans of time.

/** How exactly a number is meant. */
export type Precision = 'exact' | 'about' | 'good' | 'almost' | 'over' | 'atLeast' | 'under' | 'atMost'

/** A number in a text. `low` and `high` differ only for ranges and for words like `hundreds`. */
export interface NumberToken {
  readonly kind: 'count' | 'money' | 'percent' | 'span' | 'times'
  readonly low: number
  readonly high: number
  readonly precision: Precision
  /** ISO code of the currency; '' where none is said or the kind has none. Of a span: day, week, month, year, time. */
  readonly unit: string
  /** How far a rounded number may be from what it rounds: half of its last written digit. 0 for whole numbers. */
  readonly slack: number
  /** Written as a word below thirteen: then it is checked only where something countable follows. */
  readonly isSmallWord: boolean
  readonly start: number
  readonly end: number
}

const digits = String.raw`\d{1,3}(?:[.,’' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?`
const number = new RegExp(String.raw`(?<![\p{L}\d][.,’]?)(?:${digits})`, 'gu')
const scaleAfter =
  /^\s?(?:(k|tsd\.?|thousand|tausend)|(m|mm|mn|mio\.?|millions?|million(?:en)?)|(b|bn|mrd\.?|billions?|milliarden?))(?![\p{L}\d])/iu
const percentAfter = /^\s?(?:%|percent(?:age points?)?\b|per\scent\b|pct\b|prozent(?:punkte)?\b)/iu
const signs: Readonly<Record<string, string>> = { $: 'USD', US$: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY' }
const moneyBefore = /(US\$|[$€£¥]|\b(?:USD|EUR|GBP|CHF|JPY|AUD|CAD|NZD|SEK|NOK|DKK|PLN))\s?$/iu
const moneyAfter =
  /^\s?(?:([$€£¥])|(USD|dollars?|US-dollar|bucks)|(EUR|euros?)|(GBP|pounds?|pfund)|(CHF|francs?|franken)|(JPY|yen))(?![\p{L}\d])/iu
const afterCodes = ['', 'USD', 'EUR', 'GBP', 'CHF', 'JPY']
const spanAfter =
  /^[\s-]?(?:(?:working|business|calendar|consecutive|full)[\s-])?(?:(min(?:ute[ns]?|s)?\.?|minütig\p{L}*|hours?|hrs?|h|stunden?|uhr|seconds?|sekunden?|[ap]\.?m\.?|o’clock)|(days?|tage?n?|werktage?n?|arbeitstage?n?)|(weeks?|wochen?)|(months?|monate?n?)|(years?|yrs?|jahre?n?))(?![\p{L}\d])/iu
const spans = ['', 'time', 'day', 'week', 'month', 'year']
const timesAfter = /^\s?(?:x|×|-?fold|times|mal|-?fach\p{L}*)(?![\p{L}\d])/iu
const between = /(?:between|from|zwischen|von)\s+$/iu
const joinRange = /^\s?(?:-|–|—|to|bis|through|or|oder)\s?$/iu
const joinBetween = /^\s(?:and|und|to|bis)\s$/iu

const precisions: readonly (readonly [Precision, RegExp])[] = [
  ['good', /(?:a good|a solid|gute?)\s+$/iu],
  ['atLeast', /(?:at least|no (?:fewer|less) than|mindestens|wenigstens|not less than|minimum of)\s+$/iu],
  ['atMost', /(?:at most|no more than|up to|höchstens|maximal|bis zu|not more than)\s+$/iu],
  [
    'over',
    /(?:more than|over|above|upwards of|north of|well over|greater than|mehr als|über|exceeding)\s+$/iu,
  ],
  ['under', /(?:less than|fewer than|under|below|weniger als|unter)\s+$/iu],
  [
    'almost',
    /(?:almost|nearly|just under|close to|approaching|not far (?:off|short of)|getting on for|the best part of|well-nigh|knapp|fast|beinahe|annähernd)\s+$/iu,
  ],
  [
    'about',
    /(?:about|around|roughly|in the region of|something like|give or take|approximately|approx\.?|some|circa|ca\.?|or so|rund|etwa|ungefähr|zirka)\s+$|~\s?$/iu,
  ],
]
const lookBack = 26

/** The value of digits as written: a mark with three digits behind it groups, one with less is the decimal point. */
function valueOf(written: string): number {
  const plain = written.replaceAll(/[’' ]/g, '')
  const marks = plain.replaceAll(/\d/g, '')
  if (marks === '') return Number(plain)
  const last = marks.slice(-1)
  const isGrouping = new RegExp(`^\\d{1,3}(?:\\${last}\\d{3})+$`).test(plain)
  if (new Set(marks).size === 1 && isGrouping) {
    const grouped = Number(plain.replaceAll(last, ''))
    return plain.startsWith('0') ? Number(plain.replace(last, '.')) : grouped
  }
  const at = plain.lastIndexOf(last)
  return Number(`${plain.slice(0, at).replaceAll(/[.,]/g, '')}.${plain.slice(at + 1)}`)
}

/** How many decimals were written; a point that groups thousands is none. */
const decimalsOf = (written: string): number => /[.,](\d{1,2})$/.exec(written)?.[1]?.length ?? 0

interface Raw {
  readonly value: number
  readonly decimals: number
  readonly isWord: boolean
  readonly start: number
  readonly end: number
}

function rawNumbers(text: string): readonly Raw[] {
  const written = [...text.matchAll(number)].map(({ 0: found, index }): Raw => {
    const decimals = decimalsOf(found)
    return { value: valueOf(found), decimals, isWord: false, start: index, end: index + found.length }
  })
  const spelled = spelledNumbers(text).flatMap((one): Raw[] =>
    written.some(({ start, end }) => start < one.end && one.start < end + 2)
      ? []
      : [{ ...one, decimals: 0, isWord: true }],
  )
  return spelled.length === 0 ? written : [...written, ...spelled].toSorted((a, b) => a.start - b.start)
}

const vague =
  /\b(?:(dozens|dutzende)|(hundreds|hunderte)|(thousands|tausende)|(millions|millionen))(?=\s(?:of\b|von\b|\p{L}))/giu
const vagueValues = [0, 24, 200, 2000, 2e6]

/** Every number in a text that is not part of a word. Linear in its length. */
export function numbersIn(text: string): readonly NumberToken[] {
  const found: NumberToken[] = sharesIn(text).map((share) => ({
    ...emptyToken,
    ...share,
    kind: 'percent',
    precision: 'about',
  }))
  const raws = rawNumbers(text).filter(
    (raw) => !found.some(({ start, end }) => start < raw.end && raw.start < end),
  )
  for (let at = 0; at < raws.length; at += 1) {
    const [one, next] = [raws[at], raws[at + 1]]
    if (one === undefined) break
    const token = tokenOf(text, one)
    const isRange =
      next !== undefined &&
      !/(?<![\p{L}])(?:by|um)\s$/iu.test(text.slice(Math.max(0, token.start - 4), token.start)) &&
      isJoined(text, { end: token.end, next: next.start, start: token.start }) &&
      next.value > one.value
    if (isRange) {
      found.push(ranged(token, tokenOf(text, next)))
      at += 1
    } else found.push(token)
  }
  for (const match of text.matchAll(vague)) {
    const group = match.slice(1).findIndex((word) => word !== undefined) + 1
    const low = vagueValues[group] ?? 0
    if (!raws.some(({ start, end }) => start < match.index + match[0].length && match.index < end))
      found.push({
        ...emptyToken,
        low,
        high: low * 10,
        start: match.index,
        end: match.index + match[0].length,
      })
  }
  return found
}

const emptyToken = { kind: 'count', precision: 'exact', unit: '', slack: 0, isSmallWord: false } as const

function isJoined(
  text: string,
  { start, end, next }: { readonly start: number; readonly end: number; readonly next: number },
): boolean {
  const gap = text.slice(end, next).replace(/(?:US\$|[$€£¥])$/, '')
  return (
    joinRange.test(gap) ||
    (joinBetween.test(gap) && between.test(text.slice(Math.max(0, start - lookBack), start)))
  )
}

/** `$1-2m` gives the unit once: the part that lacks it takes it from the other. */
function ranged(low: NumberToken, high: NumberToken): NumberToken {
  const kind = high.kind === 'count' ? low.kind : high.kind
  const scale = low.low < 1000 && high.high >= 1e6 ? 10 ** (3 * Math.floor(Math.log10(high.high) / 3)) : 1
  const unit = high.unit === '' ? low.unit : high.unit
  return { ...low, kind, unit, low: low.low * scale, high: high.high, slack: high.slack, end: high.end }
}

function tokenOf(text: string, { value, decimals, isWord, start, end }: Raw): NumberToken {
  const before = text.slice(Math.max(0, start - lookBack), start)
  const money = moneyBefore.exec(before)
  let to = end
  let scale = 1
  const scaled = scaleAfter.exec(text.slice(to, to + 14))
  if (scaled !== null && !isWord) {
    scale = scaled[1] === undefined ? (scaled[2] === undefined ? 1e9 : 1e6) : 1e3
    to += scaled[0].length
  }
  const { kind, unit, length } = unitAt(text.slice(to, to + 20), money?.[1])
  to += length
  const from = start - (money?.[0].length ?? 0)
  const isPlus = text[to] === '+' || /^\s(?:or more|plus|und mehr|oder mehr)\b/.test(text.slice(to, to + 12))
  return {
    kind,
    unit,
    low: value * scale,
    high: value * scale,
    precision: isPlus
      ? 'atLeast'
      : loose.test(text.slice(start, to + 4))
        ? 'about'
        : precisionOf(text.slice(Math.max(0, from - lookBack), from), kind),
    slack: slackOf({ value, decimals, scale }),
    isSmallWord: isWord && value < 13,
    start: from,
    end: isPlus && text[to] === '+' ? to + 1 : to,
  }
}

/** `half a million` and `thirty-odd` are said of what comes near. */
const loose = /^(?:half\s|(?:eine\s)?halbe\s)|[\s-]odd$/iu

/** `1.2m` may stand for 1,234,000, but `120` for nothing else: at most half the last digit, and 5 % of the whole. */
function slackOf(of: { readonly value: number; readonly decimals: number; readonly scale: number }): number {
  const half = (0.5 / 10 ** of.decimals) * of.scale
  if (of.scale === 1) return of.decimals === 0 ? 0 : half
  return Math.min(half, of.value * of.scale * 0.05)
}

function precisionOf(before: string, kind: NumberToken['kind']): Precision {
  // In German an order is `über 900 Euro`, which is no more than that.
  if (kind === 'money' && /über\s+$/iu.test(before)) return 'atLeast'
  // `turned over $7m`, `spread over three sites` are no bounds.
  if (
    /\b(?:turn(?:s|ed|ing)?|hand(?:s|ed)?|t(?:akes?|ook)|carried|spread|scattered|distributed|split|verteilt)\s+(?:over|über)\s+$/iu.test(
      before,
    )
  )
    return 'exact'
  const words = before.replace(/(?<![\p{L}])(?:the|a|einem|einer|den|die)\s+$/iu, '')
  return precisions.find(([, pattern]) => pattern.test(words))?.[0] ?? 'exact'
}

function unitAt(
  after: string,
  currency: string | undefined,
): { readonly kind: NumberToken['kind']; readonly unit: string; readonly length: number } {
  if (currency !== undefined) {
    const code = signs[currency.toUpperCase()] ?? currency.toUpperCase()
    return { kind: 'money', unit: code, length: 0 }
  }
  const percent = percentAfter.exec(after)
  if (percent) return { kind: 'percent', unit: '', length: percent[0].length }
  const money = moneyAfter.exec(after)
  if (money) {
    const group = money.slice(2).findIndex((found) => found !== undefined) + 1
    const unit = money[1] === undefined ? (afterCodes[group] ?? '') : (signs[money[1]] ?? '')
    return { kind: 'money', unit, length: money[0].length }
  }
  const span = spanAfter.exec(after)
  if (span) {
    const group = span.slice(1).findIndex((found) => found !== undefined) + 1
    return { kind: 'span', unit: spans[group] ?? '', length: span[0].length }
  }
  const times = timesAfter.exec(after)
  return times ? { kind: 'times', unit: '', length: times[0].length } : { kind: 'count', unit: '', length: 0 }
}
