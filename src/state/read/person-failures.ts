import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

/**
 * How many proofs failed since then, and when the oldest of them did. Only the newest rows of the log are looked at:
 * the log is long and this runs before every proof.
 */
export async function failedProofs(
  db: Db,
  since: Date,
): Promise<{ readonly count: number; readonly oldest: Date | null }> {
  const { rows } = await sql`
    select count(*)::int as count, min(at) as oldest from daybook.audit
    where seq > (select coalesce(max(seq), 0) - 20000 from daybook.audit)
      and kind = 'proof-failed' and at > ${since}::timestamptz`.execute(db)
  const row = z.array(z.object({ count: z.number(), oldest: z.date().nullable() })).parse(rows)[0]
  return row ?? { count: 0, oldest: null }
}
