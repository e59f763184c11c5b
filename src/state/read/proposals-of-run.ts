import { sql } from 'kysely'
import * as z from 'zod'
import type { RunId } from '#records/ids.ts'
import { StoredProposal } from '#records/stored-proposal.ts'
import type { Db } from '../db.ts'

const Row = StoredProposal.extend({ at: z.date().transform((at) => at.toISOString()), erased: z.boolean() })
/** `erased`: a person was forgotten, and what it was judged on is gone. */
export type ProposalOfRun = z.infer<typeof Row>

const page = 50

/** Every proposal of a run with its evidence and verdict, by id, a page in memory at a time. */
export async function* proposalsOfRun(db: Db, runId: RunId): AsyncGenerator<ProposalOfRun> {
  let after = ''
  for (;;) {
    const { rows } = await sql`
      select id, run_id as "runId", account_id as "accountId", pass, attempt, proposal, brief_hash as "briefHash",
        evidence, verdict, at, erased_at is not null as erased
      from daybook.proposal where run_id = ${runId} and id > ${after} order by id limit ${page}`.execute(db)
    const found = z.array(Row).parse(rows)
    yield* found
    const last = found.at(-1)
    if (last === undefined || found.length < page) return
    after = last.id
  }
}
