import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId } from '#records/ids.ts'
import type { Suppression } from '#records/suppression.ts'
import type { Db } from '../db.ts'

/** The accounts a suppression touches, whose index rows must be computed anew. */
export async function suppressedAccounts(
  db: Db,
  { scope, value }: Pick<Suppression, 'scope' | 'value'>,
): Promise<readonly AccountId[]> {
  const { rows } = await sql`
    select id from daybook.feed_account
    where (${scope} = 'domain' and domain = ${value}) or (${scope} = 'account' and lower(id) = ${value})
    union
    select account_id from daybook.feed_contact
    where account_id is not null
      and ((${scope} = 'address' and email = ${value}) or (${scope} = 'person' and lower(id) = ${value}))
    order by id`.execute(db)
  return z
    .array(z.object({ id: AccountId }))
    .parse(rows)
    .map(({ id }) => id)
}
