import { sql } from 'kysely'
import * as z from 'zod'
import type { AccountId } from '#records/ids.ts'
import type { Db } from '../db.ts'

const instant = z
  .date()
  .nullable()
  .transform((at) => at?.toISOString() ?? null)
const Row = z.object({
  segment: z.string(),
  stage: z.string(),
  suppressed: z.boolean(),
  in_review: z.boolean(),
  flags: z.array(z.string()),
  next_touch: z.string().nullable(),
  snoozed_until: z.string().nullable(),
  waited_days: z.number(),
  /** null: not while it is in review or suppressed. */
  eligible_from: instant,
  last_human_touch_at: instant,
  last_agent_touch_at: instant,
  last_worked_at: instant,
  unanswered_since: instant,
})
export type AccountStanding = z.infer<typeof Row>

/** What ranking knows of the account now; undefined before the first sync. */
export async function accountStanding(db: Db, accountId: AccountId): Promise<AccountStanding | undefined> {
  const { rows } = await sql`
    select segment, stage, suppressed, in_review, flags, next_touch, snoozed_until, waited_days,
           nullif(eligible_from, 'infinity') as eligible_from,
           last_human_touch_at, last_agent_touch_at, last_worked_at, unanswered_since
    from daybook.book_index where account_id = ${accountId} and valid_to is null`.execute(db)
  return z.array(Row).parse(rows)[0]
}
