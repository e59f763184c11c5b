import { sql } from 'kysely'
import type { AccountId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** Has the index rows of these accounts computed anew by the next sync, whatever dies before. */
export async function touchAccounts(trx: Db, accountIds: readonly AccountId[]): Promise<void> {
  await sql`
    insert into daybook.feed_touched (account_id) select unnest(${[...accountIds]}::text[])
    on conflict do nothing`.execute(trx)
}
