import { dayMs, hourMs } from '#base/clock.ts'
import type { Random } from '#base/random.ts'
import type { Instant, LocalDate } from '#records/time.ts'

const midnight = (at: Date): number => Math.floor(at.getTime() / dayMs) * dayMs

/** 0 Monday … 6 Sunday, in UTC. */
const weekday = (day: number): number => (Math.floor(day / dayMs) + 3) % 7

/** How many calendar days lie between today and `count` working days ago; 0 on a weekend is the Friday before. */
export function calendarDays(now: Date, count: number): number {
  const today = weekday(midnight(now))
  const worked = Math.min(today, 4)
  return count + 2 * Math.floor((count + 4 - worked) / 5) + today - worked
}

/** A moment in working hours, `days` calendar days before today (negative: ahead). */
export const dayAgo = (now: Date, days: number, random: Random): Instant =>
  new Date(midnight(now) - days * dayMs + 8 * hourMs + Math.floor(random() * 9 * 60) * 60_000).toISOString()

/** A moment in working hours, `count` working days before today. */
export const workdayAgo = (now: Date, count: number, random: Random): Instant =>
  dayAgo(now, calendarDays(now, count), random)

/** The calendar day `days` from today. */
export const dayAhead = (now: Date, days: number): LocalDate =>
  new Date(midnight(now) + days * dayMs).toISOString().slice(0, 10)
