import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { ClaimedRow } from './claim.ts'

/** An account that failed before and now came through needs nobody any more: its failure leaves the queue. */
export async function closeFailureItem(
  trx: Db,
  { run_id: runId, account_id: accountId }: ClaimedRow,
): Promise<void> {
  await sql`
    update daybook.queue_item set state = 'expired', version = version + 1
    where run_id = ${runId} and account_id = ${accountId} and proposal_id is null and state = 'open'`.execute(
    trx,
  )
}
