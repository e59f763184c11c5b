import * as z from 'zod'

/** A moment: ISO 8601 in UTC with a `Z`, as a string, so that records survive JSON unchanged. */
export const Instant = z.iso.datetime()
export type Instant = z.infer<typeof Instant>

/** A calendar day without a time zone, `YYYY-MM-DD`. */
export const LocalDate = z.iso.date()
export type LocalDate = z.infer<typeof LocalDate>
