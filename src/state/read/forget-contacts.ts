import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId, ContactId } from '#records/ids.ts'
import type { Db } from '../db.ts'

const Row = z.object({ id: ContactId, accountId: AccountId.nullable(), email: z.string().nullable() })

/** What our thin copies of the CRM know of a contact, by id or lower-cased address: also of one the CRM has no more. */
export async function contactsInFeed(db: Db, who: string): Promise<readonly z.infer<typeof Row>[]> {
  const { rows } = await sql`
    select id, account_id as "accountId", email from daybook.feed_contact where id = ${who} or email = ${who.toLowerCase()}
    order by id`.execute(db)
  return z.array(Row).parse(rows)
}
