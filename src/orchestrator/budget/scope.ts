import { dayIn } from '#orchestrator/run/cause.ts'
import type { BookConfig } from '#records/config.ts'
import type { SpendScope } from '#state/write/spend-reserve.ts'

const micro = (usd: number): number => Math.round(usd * 1_000_000)

/** What money is spent for from `now` on, under the caps of the book. Without `of`: for the book as a whole. */
export const spendScope = (
  { budget, timeZone }: Pick<BookConfig, 'budget' | 'timeZone'>,
  now: Date,
  of: Omit<SpendScope, 'day' | 'caps'> = {},
): SpendScope => ({
  ...of,
  day: dayIn(timeZone, now),
  caps: { account: micro(budget.accountUsd), run: micro(budget.runUsd), day: micro(budget.dayUsd) },
})
