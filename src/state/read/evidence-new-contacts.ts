import { sql } from 'kysely'
import * as z from 'zod'
import { ContactId, type AccountId, type RunId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'

/** The contacts this run itself created at the account. */
export async function evidenceNewContacts(
  { db }: WithDb,
  ask: { readonly runId: RunId; readonly accountId: AccountId },
): Promise<readonly ContactId[]> {
  const { rows } = await sql`
    select distinct ref ->> 'id' as id
    from daybook.effect
    where account_id = ${ask.accountId}::text
      and run_id = ${ask.runId}::text
      and kind = 'create-contact' and result = 'created' and ref is not null
    order by id`.execute(db)
  return z
    .array(z.object({ id: ContactId }))
    .parse(rows)
    .map(({ id }) => id)
}
