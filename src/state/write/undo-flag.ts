import { sql } from 'kysely'
import type { AccountId, RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/**
 * Takes down a flag that the run raised; what another run raised, or has kept up since, stands. A flag of an earlier run
 * that this one had written over stands again.
 */
export async function takeDownFlag(
  trx: Db,
  flag: { readonly accountId: AccountId; readonly flag: string; readonly runId: RunId },
): Promise<void> {
  await sql`
    with earlier as (
      select e.run_id, e.action ->> 'until' as until, e.action ->> 'why' as why, e.decided_at
      from daybook.effect e
      where e.account_id = ${flag.accountId} and e.kind = 'raise-flag' and e.state = 'done' and e.result = 'created'
        and e.undone_at is null and e.action ->> 'flag' = ${flag.flag} and e.run_id <> ${flag.runId}
      order by (e.action ->> 'until')::date desc, e.id limit 1
    ), restored as (
      update daybook.account_flag f
      set until = earlier.until::date, why = earlier.why, run_id = earlier.run_id, at = earlier.decided_at
      from earlier
      where f.account_id = ${flag.accountId} and f.flag = ${flag.flag} and f.run_id = ${flag.runId}
      returning 1
    )
    delete from daybook.account_flag f
    where f.account_id = ${flag.accountId} and f.flag = ${flag.flag} and f.run_id = ${flag.runId}
      and not exists (select from earlier)`.execute(trx)
}
