import { sql } from 'kysely'
import type { AccountId, RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** When the account should be looked at again, as the newest commit says. */
export async function setNextTouch(
  trx: Db,
  next: { readonly accountId: AccountId; readonly day: string; readonly runId: RunId; readonly now: Date },
): Promise<void> {
  await sql`
    insert into daybook.account_state (account_id, next_touch, run_id, at)
    values (${next.accountId}, ${next.day}::date, ${next.runId}, ${next.now}::timestamptz)
    on conflict (account_id) do update
    set next_touch = excluded.next_touch, run_id = excluded.run_id, at = excluded.at`.execute(trx)
}
