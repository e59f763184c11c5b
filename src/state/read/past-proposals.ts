import { sql } from 'kysely'
import * as z from 'zod'
import type { RunId } from '#records/ids.ts'
import { StoredProposal } from '#records/stored-proposal.ts'
import type { Db } from '../db.ts'

const Row = StoredProposal.pick({
  id: true,
  accountId: true,
  runId: true,
  proposal: true,
  evidence: true,
}).extend({
  at: z.date().transform((at) => at.toISOString()),
  answer: z.enum(['released', 'rejected']).nullable(),
})
/** A proposal of a run as it was judged, and what a person said to its queue item, if it had one and anybody did. */
export type PastProposal = z.infer<typeof Row>

/** Which proposals: of one run, or those made since a moment. */
export interface PastAsk {
  readonly runId: RunId | undefined
  readonly since: string | undefined
}

/** Where a page of past proposals begins: after the last one of the page before. */
export interface PastPlace {
  readonly at: string
  readonly id: string
}

/** A page of past proposals, the newest first. */
export async function pastProposals(
  db: Db,
  { runId, since, after, size }: PastAsk & { readonly after: PastPlace | undefined; readonly size: number },
): Promise<readonly PastProposal[]> {
  const { rows } = await sql`
    select p.id, p.account_id as "accountId", p.run_id as "runId", p.proposal, p.evidence, p.at,
           case when q.state in ('approved', 'fixed', 'edited') then 'released'
                when q.state = 'rejected' then 'rejected' end as answer
    from daybook.proposal p left join daybook.queue_item q on q.proposal_id = p.id
    where p.pass > 0 and p.erased_at is null
      and (${runId ?? null}::text is null or p.run_id = ${runId ?? null})
      and (${since ?? null}::timestamptz is null or p.at >= ${since ?? null}::timestamptz)
      and (${after?.at ?? null}::timestamptz is null
           or (p.at, p.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}))
    order by p.at desc, p.id desc limit ${size}`.execute(db)
  return z.array(Row).parse(rows)
}
