import { sql } from 'kysely'
import type { AccountId, RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** Raises a flag on an account for ranking. One that already stands is kept up as long as the later day says. */
export async function raiseFlag(
  trx: Db,
  flag: {
    readonly accountId: AccountId
    readonly flag: string
    readonly until: string
    readonly why: string
    readonly runId: RunId
    readonly now: Date
  },
): Promise<void> {
  await sql`
    insert into daybook.account_flag as f (account_id, flag, until, why, run_id, at)
    values (${flag.accountId}, ${flag.flag}, ${flag.until}::date, ${flag.why}, ${flag.runId}, ${flag.now}::timestamptz)
    on conflict (account_id, flag) do update
    set until = excluded.until, why = excluded.why, run_id = excluded.run_id, at = excluded.at
    where excluded.until > f.until`.execute(trx)
}
