import { sql } from 'kysely'
import type { StoredProposal } from '#records/stored-proposal.ts'
import type { Db } from '../db.ts'

/** False: this attempt was committed before; what it decided stands, and only needs to be finished. */
export async function insertProposal(trx: Db, stored: StoredProposal): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into daybook.proposal (id, run_id, account_id, pass, attempt, skill, proposal, brief_hash, evidence,
                                  verdict, ruleset, at)
    values (${stored.id}, ${stored.runId}, ${stored.accountId}, ${stored.pass}, ${stored.attempt},
            ${stored.proposal.skill}, ${JSON.stringify(stored.proposal)}::jsonb, ${stored.briefHash},
            ${JSON.stringify(stored.evidence)}::jsonb, ${JSON.stringify(stored.verdict)}::jsonb,
            ${stored.verdict.ruleset}, ${stored.at}::timestamptz)
    on conflict (id) do nothing`.execute(trx)
  return numAffectedRows === 1n
}
