import { sql } from 'kysely'
import * as z from 'zod'
import type { SegmentRule } from '#records/segment.ts'
import type { Db } from '../db.ts'
import { segmentCase } from './segment-case.ts'

const Row = z.object({
  from: z.string(),
  to: z.string(),
  accounts: z.number().int(),
  examples: z.array(z.string()),
})
export type SegmentMove = z.infer<typeof Row>

/** How many accounts the given rules put where, against where the index has them; `from` equals `to` where they stay. */
export async function segmentMoves(
  db: Db,
  ask: { readonly segments: readonly SegmentRule[]; readonly now: Date },
): Promise<readonly SegmentMove[]> {
  const { rows } = await sql`
    select segment as "from", would_be as "to", count(*)::int as accounts,
      (array_agg(name order by account_id))[1:3] as examples
    from (
      select i.account_id, i.name, i.segment, ${segmentCase(ask.segments, ask.now)} as would_be
      from daybook.book_index i where i.valid_to is null
    ) r
    group by 1, 2 order by 1, 2`.execute(db)
  return z.array(Row).parse(rows)
}
