import { getCountry } from 'countries-and-timezones'
import { textOf, type Fields } from '#records/fields.ts'
import { countryOf } from './country.ts'

const formats = new Map<string, Intl.DateTimeFormat | undefined>()

/** The clock of an IANA zone; undefined when there is no such zone. */
function clockOf(zone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(zone)) return formats.get(zone)
  const clock = makeClock(zone)
  if (formats.size > 1000) formats.clear()
  formats.set(zone, clock)
  return clock
}

function makeClock(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined
    throw thrown
  }
}

/** What a clock on the wall shows there, as if it were UTC, in milliseconds. */
function wallTime(zone: string, at: number): number {
  const parts = clockOf(zone)?.formatToParts(at) ?? []
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? Number.NaN)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** The calendar day there, `YYYY-MM-DD`. */
export const dayIn = (zone: string, at: Date): string =>
  new Date(wallTime(zone, at.getTime())).toISOString().slice(0, 10)

const moments = new Map<string, number>()

/**
 * The moment at which a clock there shows `minutes` after midnight of `day`; the first one where an hour is shown twice,
 * the end of the gap where it is never shown.
 */
export function momentIn(zone: string, day: string, minutes: number): number {
  const key = `${zone} ${day} ${minutes}`
  const known = moments.get(key)
  if (known !== undefined) return known
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000
  const before = wall - (wallTime(zone, wall - 86_400_000) - (wall - 86_400_000))
  const after = wall - (wallTime(zone, wall + 86_400_000) - (wall + 86_400_000))
  const fits = [Math.min(before, after), Math.max(before, after)].find((at) => wallTime(zone, at) === wall)
  const moment = fits ?? Math.max(before, after)
  if (moments.size > 50_000) moments.clear()
  moments.set(key, moment)
  return moment
}

/**
 * The zones a person may be in: the contact's own, else the account's, else all of the country's. Empty where nothing is
 * known or what stands there is no zone.
 */
export function plausibleZones(contact: Fields, account: Fields): readonly string[] {
  for (const fields of [contact, account]) {
    const zone = textOf(fields, 'timeZone')?.trim()
    if (zone !== undefined && clockOf(zone) !== undefined) return [zone]
  }
  const { code } = countryOf(contact, account)
  return code === undefined ? [] : (getCountry(code)?.timezones ?? [])
}
