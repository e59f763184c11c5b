import { sql, type RawBuilder } from 'kysely'
import type { Usage } from '#records/spend.ts'
import type { Db } from '../db.ts'

/**
 * How a reserved call ended; see spend-reserve.ts for how to use it. `journal`: of an account's model call. `turn`: what it
 * said, kept for whoever takes the account over (read/paid-turns.ts); `answer` is JSON.
 */
export type SpendEnd =
  | ({ readonly kind: 'settled'; readonly microUsd: number } & Partial<Omit<Usage, 'microUsd'>> & {
        readonly journal?: { readonly hash: string; readonly latencyMs: number }
        readonly turn?: { readonly asked: string; readonly answer: string }
      })
  | { readonly kind: 'void' }
  | { readonly kind: 'lost' }

/** The end of one reservation, at `now`. */
export interface SpendEnding {
  readonly id: number
  readonly now: Date
  readonly as: SpendEnd
}

/** The call that ends it, for a statement of its own or as the first part of another one. */
export function settling({ id, now, as }: SpendEnding): RawBuilder<string> {
  const { kind: state, ...rest } = as
  return sql`daybook.settle_spend(${id}, ${JSON.stringify({ state, ...rest, now })}::jsonb)`
}

/**
 * Ends a reservation, together with the journal's row of the call. Idempotent: the first end stands, but an answer that
 * comes after the call was given up as lost replaces the bound by the cost. A crash before it leaves the bound counted.
 */
export async function settleSpend(db: Db, ending: SpendEnding): Promise<void> {
  await sql`select ${settling(ending)}`.execute(db)
}
