import { TZDate } from '@date-fns/tz'
import { addBusinessDays } from 'date-fns/addBusinessDays'
import { addDays } from 'date-fns/addDays'
import { differenceInBusinessDays } from 'date-fns/differenceInBusinessDays'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { format } from 'date-fns/format'

// Days are counted in UTC, where each has 24 hours; a zone matters only for which day a moment falls on.

const calendar = (day: string): TZDate => new TZDate(`${day}T00:00:00.000Z`, 'UTC')

/** The calendar day of a moment in an IANA time zone, `YYYY-MM-DD`. */
export const dayOf = (instant: string, timeZone: string): string =>
  format(new TZDate(instant, timeZone), 'yyyy-MM-dd')

/** Monday to Sunday, in English. */
export const weekdayOf = (day: string): string => format(calendar(day), 'EEEE')

/**
 * Whole days from one day to the other, negative when `to` lies before; business days are those of them that are Monday to
 * Friday, the first day counted and the last one not.
 */
export const between = (from: string, to: string) => ({
  days: differenceInCalendarDays(calendar(to), calendar(from)),
  businessDays: differenceInBusinessDays(calendar(to), calendar(from)),
})

/** The day so many days on (or back), then so many business days. */
export function moved(
  day: string,
  by: { readonly addDays?: number | undefined; readonly addBusinessDays?: number | undefined },
): string {
  const shifted = by.addDays === undefined ? calendar(day) : addDays(calendar(day), by.addDays)
  const end = by.addBusinessDays === undefined ? shifted : addBusinessDays(shifted, by.addBusinessDays)
  return format(end, 'yyyy-MM-dd')
}
