import { sql } from 'kysely'
import * as z from 'zod'
import { OwnerId } from '#records/ids.ts'
import type { AccountId, RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** Why the account has its place in a run, and whose it is. */
export const PlaceRow = z.object({
  name: z.string(),
  owner_id: OwnerId.nullable(),
  segment: z.string(),
  reasons: z.array(z.string()),
})
type PlaceRow = z.infer<typeof PlaceRow>

/** Why the account has its place in the run, and whose it is. */
export async function placeOf(db: Db, runId: RunId, accountId: AccountId): Promise<PlaceRow> {
  const { rows } = await sql`
    select name, owner_id, segment, reasons from daybook.run_selection
    where run_id = ${runId} and account_id = ${accountId}`.execute(db)
  return PlaceRow.parse(rows[0])
}
