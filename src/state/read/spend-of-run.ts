import { sql } from 'kysely'
import * as z from 'zod'
import type { RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** What a run has spent, whole micro-USD, by whichever process; 0 when nothing was asked for it. */
export async function spentByRun(db: Db, runId: RunId): Promise<number> {
  const { rows } = await sql`
    select spent_micro_usd as spent from daybook.budget where scope = 'run' and value = ${runId}`.execute(db)
  return z.array(z.object({ spent: z.coerce.number() })).parse(rows)[0]?.spent ?? 0
}
