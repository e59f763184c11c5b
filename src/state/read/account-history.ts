import { sql } from 'kysely'
import * as z from 'zod'
import type { AccountId } from '#records/ids.ts'
import type { Db } from '../db.ts'

const Row = z.object({
  run_id: z.string(),
  day: z.date().transform((at) => at.toISOString()),
  rank: z.number(),
  seat: z.string(),
  score: z.number(),
  parts: z.record(z.string(), z.number()),
  reasons: z.array(z.string()),
  outcome: z.string().nullable(),
  reason: z.string().nullable(),
})
export type AccountRun = z.infer<typeof Row>

/** In which runs the account was chosen, why, and what came of it; newest first, at most 20. */
export async function accountHistory(db: Db, accountId: AccountId): Promise<readonly AccountRun[]> {
  const { rows } = await sql`
    select s.run_id, s.selected_at as day, s.rank, s.seat, s.score, s.parts, s.reasons, w.outcome, w.reason
    from daybook.run_selection s join daybook.work_item w using (run_id, account_id)
    where s.account_id = ${accountId}
    order by s.selected_at desc, s.run_id limit 20`.execute(db)
  return z.array(Row).parse(rows)
}
