import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'
import type { PastAsk } from './past-proposals.ts'

/** How many proposals runs made: of one run, or since a moment. */
export async function countPastProposals(db: Db, { runId, since }: PastAsk): Promise<number> {
  const { rows } = await sql`
    select count(*)::int as n from daybook.proposal
    where pass > 0 and erased_at is null
      and (${runId ?? null}::text is null or run_id = ${runId ?? null})
      and (${since ?? null}::timestamptz is null or at >= ${since ?? null}::timestamptz)`.execute(db)
  return z.array(z.object({ n: z.number() })).parse(rows)[0]?.n ?? 0
}
