// Dates as they are written, before anybody says which day today is: `rangesOf` in calendar.ts does.

/** What was written, before anybody says which day today is. */
export type Said =
  | { readonly kind: 'day'; readonly year?: number; readonly month: number; readonly day: number }
  | { readonly kind: 'month'; readonly year?: number; readonly month: number }
  | { readonly kind: 'quarter'; readonly year?: number; readonly quarter: number }
  /** 0 spring, 1 summer, 2 autumn, else winter. */
  | { readonly kind: 'season'; readonly year?: number; readonly season: number }
  | { readonly kind: 'year'; readonly year: number }
  | { readonly kind: 'unit'; readonly unit: Unit; readonly shift: number }
  | {
      readonly kind: 'away'
      readonly unit: Unit
      readonly low: number
      readonly high: number
      readonly sign: 1 | -1
    }
  | { readonly kind: 'weekday'; readonly weekday: number }
  | { readonly kind: 'soon' }

/** A stretch of the calendar. */
export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year'

/** A date in a text. `part` narrows it: early, mid or late. `bound`: `before` it rather than on it. */
export interface DateToken {
  /** Two where month and day could be either way round. */
  readonly said: readonly Said[]
  readonly part: '' | 'early' | 'mid' | 'late'
  readonly bound: '' | 'before'
  readonly start: number
  readonly end: number
}
