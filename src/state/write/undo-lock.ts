import { sql } from 'kysely'
import type { AccountId, RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** One undo at a time changes what the run did at the account; a second one waits until this transaction ends. */
export async function lockUndo(
  trx: Db,
  { runId, accountId }: { readonly runId: RunId; readonly accountId: AccountId },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`daybook.undo/${runId}/${accountId}`}, 0))`.execute(
    trx,
  )
}
