import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

const Lost = z.object({ calls: z.number(), micro_usd: z.number() })

/**
 * Gives up reservations made before `before`: whoever made them died, and their bounds count as spent. What a dead worker's
 * conversations of that time had said goes with them. Idempotent.
 */
export async function loseSpend(
  db: Db,
  { before, now }: { readonly before: Date; readonly now: Date },
): Promise<{ readonly calls: number; readonly microUsd: number }> {
  const { rows } = await sql`
    with turns as (delete from daybook.paid_turn where at < ${before}::timestamptz)
    select * from daybook.lose_spend(${before}::timestamptz, ${now}::timestamptz)`.execute(db)
  const [lost] = z.array(Lost).length(1).parse(rows)
  return { calls: lost?.calls ?? 0, microUsd: lost?.micro_usd ?? 0 }
}
