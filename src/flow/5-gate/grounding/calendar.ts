import type { DateToken, Said, Unit } from './date-token.ts'
import { memo } from './memo.ts'

// What a date that was written means, on the day it is read: the book's own calendar, whatever the machine's is.

/** A calendar day as a count of days since 1970-01-01. */
export type Day = number

/** First and last day, both included. */
export interface DayRange {
  readonly from: Day
  readonly to: Day
}

const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()
const days = memo(500, (key: string): Day => {
  const at = key.indexOf(' ')
  const [timeZone, instant] = [key.slice(0, at), key.slice(at + 1)]
  const known = formats.get(timeZone)
  const format = known ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  if (known === undefined) formats.set(timeZone, format)
  return dayOfIso(format.format(new Date(instant)))
})

/** The calendar day of an instant in a time zone (IANA). Pure: what is kept are the zone's rules. */
export const dayIn = (instant: string, timeZone: string): Day => days(`${timeZone} ${instant}`)

const dayOfIso = (iso: string): Day => Math.floor(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / dayMs)
const dayOf = (year: number, month: number, day: number): Day =>
  Math.floor(Date.UTC(year, month - 1, day) / dayMs)

/** 0 is Sunday. */
const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
}
function partsOf(day: Day): Parts {
  const date = new Date(day * dayMs)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

const monthRange = (year: number, month: number, months = 1): DayRange => ({
  from: dayOf(year, month, 1),
  to: dayOf(year, month + months, 1) - 1,
})

/** A year that was not said is one within twelve months of today. */
function years(said: { readonly year?: number }, today: Day): readonly number[] {
  const { year } = partsOf(today)
  return said.year === undefined ? [year - 1, year, year + 1] : [said.year]
}
const isNear = ({ from, to }: DayRange, today: Day): boolean => to >= today - 366 && from <= today + 366

function unitRange(unit: Unit, shift: number, today: Day): DayRange {
  const { year, month } = partsOf(today)
  switch (unit) {
    case 'day':
      return { from: today + shift, to: today + shift }
    case 'week': {
      const monday = today - ((weekdayOf(today) + 6) % 7) + 7 * shift
      return { from: monday, to: monday + 6 }
    }
    case 'month':
      return monthRange(year, month + shift)
    case 'quarter':
      return monthRange(year, Math.floor((month - 1) / 3) * 3 + 1 + 3 * shift, 3)
    case 'year':
      return monthRange(year + shift, 1, 12)
  }
}

/** How many days `count` units from today may be meant loosely: `in two weeks` is not said to the day. */
const loose: Readonly<Record<Unit, (count: number) => number>> = {
  day: (count) => (count <= 7 ? 1 : Math.ceil(count * 0.1)),
  week: (count) => Math.min(10, 3 + count),
  month: () => 16,
  quarter: () => 46,
  year: () => 183,
}

function awayDay(unit: Unit, count: number, today: Day): Day {
  const { year, month, day } = partsOf(today)
  if (unit === 'day') return today + count
  if (unit === 'week') return today + 7 * count
  const months = unit === 'month' ? count : unit === 'quarter' ? 3 * count : 12 * count
  return Math.min(dayOf(year, month + months, day), monthRange(year, month + months).to)
}

function rangesOfSaid(said: Said, today: Day): readonly DayRange[] {
  switch (said.kind) {
    case 'day':
      return years(said, today).map((year) => {
        const day = dayOf(year, said.month, said.day)
        return { from: day, to: day }
      })
    case 'month':
      return years(said, today).map((year) => monthRange(year, said.month))
    case 'quarter':
      return years(said, today).map((year) => monthRange(year, said.quarter * 3 - 2, 3))
    case 'season':
      // A month of slack on both sides: seasons begin on other days for other people.
      return years(said, today).map((year) =>
        monthRange(year, (said.season < 0 ? 3 : said.season) * 3 + 2, 5),
      )
    case 'year':
      return [monthRange(said.year, 1, 12)]
    case 'unit':
      return [unitRange(said.unit, said.shift, today)]
    case 'away': {
      const [low, high] = said.sign === 1 ? [said.low, said.high] : [-said.high, -said.low]
      const slack = loose[said.unit]
      const from = awayDay(said.unit, low, today) - slack(Math.abs(low))
      return [{ from, to: awayDay(said.unit, high, today) + slack(Math.abs(high)) }]
    }
    case 'weekday':
      return Array.from({ length: 22 }, (_, at) => today - 8 + at)
        .filter((day) => weekdayOf(day) === said.weekday)
        .map((day) => ({ from: day, to: day }))
    case 'soon':
      return [{ from: today, to: today + 100 }]
  }
}

const cut = { '': [0, 1], early: [0, 0.45], mid: [0.2, 0.8], late: [0.6, 1] } as const

/** The stretches of days a date can mean today; most have one. */
export function rangesOf({ said, part, bound }: DateToken, today: Day): readonly DayRange[] {
  return said.flatMap((one) => {
    const isOpen =
      one.kind !== 'day' && one.kind !== 'month' && one.kind !== 'quarter' && one.kind !== 'season'
        ? true
        : one.year !== undefined
    return rangesOfSaid(one, today)
      .filter((range) => isOpen || isNear(range, today))
      .map(({ from, to }) => {
        const length = to - from + 1
        const [low, high] = cut[part]
        const narrowed = { from: from + Math.floor(low * length), to: from + Math.ceil(high * length) - 1 }
        return bound === 'before' ? { from: Math.min(today, narrowed.from), to: narrowed.to } : narrowed
      })
  })
}

/** Whether a date is said without counting from today. */
export const isAbsolute = ({ said }: DateToken): boolean =>
  said.every(
    ({ kind }) =>
      kind === 'day' || kind === 'month' || kind === 'quarter' || kind === 'season' || kind === 'year',
  )

/** Whether a weekday that stands beside a day is that day's. */
export const fallsOn = (day: Day, weekday: number): boolean => weekdayOf(day) === weekday

/** A day as ISO text. */
export const isoOf = (day: Day): string => new Date(day * dayMs).toISOString().slice(0, 10)
