import { sql } from 'kysely'
import * as z from 'zod'
import type { AccountId, ProposalId, RunId } from '#records/ids.ts'
import { StoredProposal } from '#records/stored-proposal.ts'
import type { Db } from '../db.ts'

const Row = StoredProposal.extend({ at: z.date().transform((at) => at.toISOString()) })
const columns = sql`
  id, run_id as "runId", account_id as "accountId", pass, attempt, proposal, brief_hash as "briefHash", evidence,
  verdict, at`

/** The newest proposal committed for an account in one pass of a run; undefined when it did not come that far. */
export async function proposalOfPass(
  db: Db,
  place: { readonly runId: RunId; readonly accountId: AccountId; readonly pass: number },
): Promise<StoredProposal | undefined> {
  const { rows } = await sql`
    select ${columns} from daybook.proposal
    where run_id = ${place.runId} and account_id = ${place.accountId} and pass = ${place.pass}
    order by attempt desc limit 1`.execute(db)
  return z.array(Row).parse(rows)[0]
}

/** One proposal by id. */
export async function proposalById(db: Db, id: ProposalId): Promise<StoredProposal | undefined> {
  const { rows } = await sql`select ${columns} from daybook.proposal where id = ${id}`.execute(db)
  return z.array(Row).parse(rows)[0]
}
