import { sql } from 'kysely'
import * as z from 'zod'
import type { AccountId } from '#records/ids.ts'
import { instant, type Question } from './question.ts'

const Row = z.object({
  runId: z.string(),
  flag: z.string(),
  until: z.iso.date(),
  why: z.string(),
  at: z.string(),
})
/** A flag an earlier run raised on the account and that still stands. */
export type StandingFlag = z.infer<typeof Row>
const Rows = z.array(Row)

/** The flags raised on one account that stand at `now`, newest first. The effect's row is the flag: nothing else holds it. */
export const briefFlags = (ask: {
  readonly accountId: AccountId
  readonly now: Date
}): Question<StandingFlag[]> => ({
  sql: sql`
    select run_id as "runId", action->>'flag' as flag, action->>'until' as until, action->>'why' as why,
           ${instant(sql`decided_at`)} as at
    from daybook.effect
    where account_id = ${ask.accountId}::text
      and kind = 'raise-flag' and state = 'done' and undone_at is null
      and (action->>'until')::date >= (${ask.now}::timestamptz at time zone 'UTC')::date
    order by decided_at desc, id
    limit 20`,
  parse: (rows) => Rows.parse(rows),
})
