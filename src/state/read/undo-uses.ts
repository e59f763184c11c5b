import { sql } from 'kysely'
import * as z from 'zod'
import type { RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** What of ours uses a record that a run created, in words; undefined: nothing but that run itself. */
export async function usesOf(
  db: Db,
  { id, runId }: { readonly id: string; readonly runId: RunId },
): Promise<string | undefined> {
  const { rows } = await sql`
    select what from (
      select 'order ' || id || ' of run ' || run_id || ' (' || state || ')' as what from daybook.outreach_order
      where contact_id = ${id} and state <> 'void'
      union all
      select 'run ' || run_id || ' worked it' from daybook.work_item where account_id = ${id} and run_id <> ${runId}
    ) used order by what limit 1`.execute(db)
  return z.array(z.object({ what: z.string() })).parse(rows)[0]?.what
}
