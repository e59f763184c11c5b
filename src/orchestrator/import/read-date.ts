import { type Cell, doubt, valueCell } from './read-number.ts'

/** Which comes first in 03/04/2026. undefined: nobody said, so such a cell is a doubt. */
export type DateOrder = 'mdy' | 'dmy'

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const monthOf = (word: string): number => monthNames.indexOf(word.slice(0, 3).toLowerCase()) + 1

const two = (value: number): string => String(value).padStart(2, '0')

/** `YYYY-MM-DD` if there is such a day between 1000 and 2999. */
function isoDay({ year, month, day }: Day): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, day))
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && year >= 1000 && year < 3000
  return isReal ? `${year}-${two(month)}-${two(day)}` : undefined
}

const numbersOf = (found: RegExpExecArray): readonly [number, number, number] => [
  Number(found[1]),
  Number(found[2]),
  Number(found[3]),
]

/** Two numbers and a year: certain by the dot (never American), by a number over 12, by being equal, or as told. */
function fromParts(text: string, order: DateOrder | undefined): Cell<Day> | undefined {
  const found = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(text)
  if (found === null) return undefined
  const [a, b, year] = [Number(found[1]), Number(found[3]), Number(found[4])]
  const dayFirst = valueCell({ year, month: b, day: a })
  const monthFirst = valueCell({ year, month: a, day: b })
  if (found[2] === '.' || a > 12) return dayFirst
  if (b > 12 || a === b || order === 'mdy') return monthFirst
  return order === 'dmy' ? dayFirst : doubt('day and month can be read in two ways; say --dates mdy or dmy')
}

function fromWords(text: string): Day | undefined {
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(text)
  if (monthFirst !== null)
    return { year: Number(monthFirst[3]), month: monthOf(monthFirst[1] ?? ''), day: Number(monthFirst[2]) }
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|\.)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})$/i.exec(text)
  if (dayFirst === null) return undefined
  return { year: Number(dayFirst[3]), month: monthOf(dayFirst[2] ?? ''), day: Number(dayFirst[1]) }
}

function readDay(text: string, order: DateOrder | undefined): Cell<string> {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  const [year, month, day] = iso === null ? [0, 0, 0] : numbersOf(iso)
  const parts = iso === null ? fromParts(text, order) : valueCell({ year, month, day })
  if (parts?.kind === 'doubt') return parts
  const found = parts?.kind === 'value' ? parts.value : fromWords(text)
  const spelled = found === undefined ? undefined : isoDay(found)
  return spelled === undefined ? doubt('no date') : valueCell(spelled)
}

/** Seconds or milliseconds since 1970, between 1980 and 2100: exports of databases write moments so. */
function fromEpoch(text: string): Date | undefined {
  if (!/^\d{9,10}$|^\d{12,13}$/.test(text)) return undefined
  const at = new Date(text.length <= 10 ? Number(text) * 1000 : Number(text))
  return at.getUTCFullYear() >= 1980 && at.getUTCFullYear() <= 2100 ? at : undefined
}

const clock =
  /[ T,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ?(am|pm))?(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/i

function offsetMs(zone: string | undefined): number {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '')
  if (found === null) return 0
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
}

/** A moment as an Instant. Without a zone it is read as UTC, without a time of day as the day's beginning. */
export function readMoment(text: string, order?: DateOrder): Cell<string> {
  const epoch = fromEpoch(text)
  if (epoch !== undefined) return valueCell(epoch.toISOString())
  const time = clock.exec(text)
  const day = readDay(time === null ? text : text.slice(0, time.index), order)
  if (day.kind !== 'value') return day
  const hour = time === null ? 0 : hourOf(Number(time[1]), time[4])
  const [minute, second] = [Number(time?.[2] ?? 0), Number(time?.[3] ?? 0)]
  if (hour === undefined || minute > 59 || second > 59) return doubt('no time of day')
  const at = Date.parse(`${day.value}T${two(hour)}:${two(minute)}:${two(second)}Z`) - offsetMs(time?.[5])
  return valueCell(new Date(at).toISOString())
}

/** A calendar day. A moment is cut to the day it shows, whatever its zone. */
export function readDate(text: string, order?: DateOrder): Cell<string> {
  const epoch = fromEpoch(text)
  if (epoch !== undefined) return valueCell(epoch.toISOString().slice(0, 10))
  const time = clock.exec(text)
  return readDay(time === null ? text : text.slice(0, time.index), order)
}
