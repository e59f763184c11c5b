/** The moment, handed in. Pure code takes `now: Date`; only shells hold a Clock. */
export type Clock = () => Date

export const dayMs = 86_400_000
export const hourMs = 3_600_000

/** Whole and broken days from `then` to `now`; negative when `then` lies ahead. */
export const daysBetween = (then: Date, now: Date): number => (now.getTime() - then.getTime()) / dayMs

/** `now` moved by `days` (may be broken or negative). */
export const plusDays = (now: Date, days: number): Date => new Date(now.getTime() + days * dayMs)

/** The UTC calendar day, `YYYY-MM-DD`. Book-local days are made in the orchestrator, where time zones live. */
export const utcDay = (at: Date): string => at.toISOString().slice(0, 10)
