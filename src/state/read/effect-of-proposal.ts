import { sql } from 'kysely'
import * as z from 'zod'
import { Effect } from '#records/effect.ts'
import type { ProposalId } from '#records/ids.ts'
import type { Db } from '../db.ts'

const instant = z.date().transform((at) => at.toISOString())
const Row = Effect.extend({ decidedAt: instant, confirmedAt: instant.nullable() })

/** All effects a proposal had, in the order of its actions. */
export async function effectsOfProposal(db: Db, proposalId: ProposalId): Promise<readonly Effect[]> {
  const { rows } = await sql`
    select id, key, run_id as "runId", account_id as "accountId", proposal_id as "proposalId",
           action_index as "actionIndex", kind, action, state, result, ref, before, after, version,
           decided_at as "decidedAt", confirmed_at as "confirmedAt"
    from daybook.effect where proposal_id = ${proposalId} order by action_index`.execute(db)
  return z.array(Row).parse(rows)
}
