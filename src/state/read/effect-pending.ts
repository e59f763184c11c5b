import { sql } from 'kysely'
import * as z from 'zod'
import { ProposalId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** Proposals that people released (pass 0) and whose effects nobody has finished: a process died in between. */
export async function unfinishedReleases(db: Db): Promise<readonly ProposalId[]> {
  const { rows } = await sql`
    select distinct p.id from daybook.effect e join daybook.proposal p on p.id = e.proposal_id
    where e.state = 'pending' and p.pass = 0 order by p.id limit 100`.execute(db)
  return z
    .array(z.object({ id: ProposalId }))
    .parse(rows)
    .map(({ id }) => id)
}
