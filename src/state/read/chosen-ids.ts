import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId } from '#records/ids.ts'
import type { RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** The accounts that have a place in the run, in rank order. */
export async function chosenIds(db: Db, runId: RunId): Promise<readonly AccountId[]> {
  const { rows } = await sql`
    select account_id from daybook.run_selection where run_id = ${runId} order by rank`.execute(db)
  return z
    .array(z.object({ account_id: AccountId }))
    .parse(rows)
    .map((row) => row.account_id)
}
