import { sql } from 'kysely'
import * as z from 'zod'
import type { RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** What a run has spent on vendors since a moment, whole micro-USD, by whichever process. */
export async function vendorSpend(
  db: Db,
  { runId, since }: { readonly runId: RunId; readonly since: Date },
): Promise<number> {
  const { rows } = await sql`
    select coalesce(sum(micro_usd), 0)::bigint as spent from daybook.spend
    where run_id = ${runId} and kind = 'vendor' and reserved_at >= ${since}::timestamptz`.execute(db)
  return z.array(z.object({ spent: z.number() })).parse(rows)[0]?.spent ?? 0
}
