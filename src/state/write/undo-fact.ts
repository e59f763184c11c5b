import { sql } from 'kysely'
import type { AccountId, ProposalId, RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** A kept fact of the run is one that was merely seen again: a cited id can still be looked up, nothing is based on it. */
export async function dropFact(
  trx: Db,
  fact: {
    readonly accountId: AccountId
    readonly runId: RunId
    readonly field: string
    readonly sourceRef: string
  },
): Promise<void> {
  await sql`
    update daybook.fact set stored = false
    where account_id = ${fact.accountId} and run_id = ${fact.runId} and field = ${fact.field}
      and source_ref = ${fact.sourceRef} and stored`.execute(trx)
}

/** The claims of a field that a proposal settled are open again. */
export async function reopenClaims(
  trx: Db,
  settled: { readonly accountId: AccountId; readonly field: string; readonly by: ProposalId },
): Promise<void> {
  await sql`
    update daybook.claim set settled_by = null
    where account_id = ${settled.accountId} and field = ${settled.field} and settled_by = ${settled.by}`.execute(
    trx,
  )
}
