import { sql } from 'kysely'
import type { AccountId, RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/**
 * Takes back when the run wanted the account looked at again; the day that an earlier run had set stands again, if any.
 * False: another run has set one since, or none was set.
 */
export async function takeBackNextTouch(
  trx: Db,
  { runId, accountId }: { readonly runId: RunId; readonly accountId: AccountId },
): Promise<boolean> {
  const { rows } = await sql`
    delete from daybook.account_state where account_id = ${accountId} and run_id = ${runId} returning 1`.execute(
    trx,
  )
  if (rows.length === 0) return false
  await sql`
    insert into daybook.account_state (account_id, next_touch, run_id, at)
    select p.account_id, (p.proposal ->> 'nextTouch')::date, p.run_id, p.at
    from daybook.proposal p
    where p.account_id = ${accountId} and p.run_id <> ${runId} and p.proposal ->> 'nextTouch' is not null
      and exists (select from daybook.effect e where e.proposal_id = p.id and e.undone_at is null)
    order by p.at desc, p.id limit 1`.execute(trx)
  return true
}
