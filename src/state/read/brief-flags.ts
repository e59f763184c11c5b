import { sql } from 'kysely'
import * as z from 'zod'
import type { AccountId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'

const Row = z
  .object({ run_id: z.string(), flag: z.string(), until: z.iso.date(), why: z.string(), at: z.date() })
  .transform(({ run_id, at, ...row }) => ({ ...row, runId: run_id, at: at.toISOString() }))
/** A flag an earlier run raised on the account and that still stands. */
export type StandingFlag = z.infer<typeof Row>

/** The flags raised on one account that stand at `now`, newest first. The effect's row is the flag: nothing else holds it. */
export async function briefFlags(
  { db }: WithDb,
  ask: { readonly accountId: AccountId; readonly now: Date },
): Promise<readonly StandingFlag[]> {
  const { rows } = await sql`
    select run_id, action->>'flag' as flag, action->>'until' as until, action->>'why' as why, decided_at as at
    from daybook.effect
    where account_id = ${ask.accountId}::text
      and kind = 'raise-flag' and state = 'done'
      and (action->>'until')::date >= (${ask.now}::timestamptz at time zone 'UTC')::date
    order by decided_at desc, id
    limit 20`.execute(db)
  return z.array(Row).parse(rows)
}
