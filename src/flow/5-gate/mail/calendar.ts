import { dayMs } from '#base/clock.ts'

/** Whether no message is to arrive on a calendar day: a weekend, or a holiday everywhere or in the country. */
export function isFreeDay(day: string, holidays: readonly string[], country: string | undefined): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  if (weekday === 0 || weekday === 6) return true
  const forms = [day, day.slice(5)]
  return holidays.some(
    (holiday) =>
      forms.includes(holiday) ||
      (country !== undefined && forms.some((form) => holiday === `${country}:${form}`)),
  )
}

/** The day `days` after it. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** Working days after `from` up to and with `to`, at most `most` of them. */
export function workingDays(from: string, to: string, { most, isFree }: CountOfDays): number {
  let count = 0
  for (let day = dayAfter(from, 1); day <= to && count < most; day = dayAfter(day, 1))
    if (!isFree(day)) count += 1
  return count
}

interface CountOfDays {
  readonly most: number
  readonly isFree: (day: string) => boolean
}
