import { sql } from 'kysely'
import * as z from 'zod'
import type { RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** The segment of every account a run would still work, one entry each; `again`: of all its accounts. */
export async function segmentsToWork(
  db: Db,
  runId: RunId,
  { again }: { readonly again: boolean },
): Promise<readonly string[]> {
  const { rows } = await sql`
    select p.segment from daybook.work_item w join daybook.run_selection p using (run_id, account_id)
    where w.run_id = ${runId} and (${again} or w.state <> 'done')`.execute(db)
  return z
    .array(z.object({ segment: z.string() }))
    .parse(rows)
    .map(({ segment }) => segment)
}
