import { sql } from 'kysely'
import type { AccountId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/**
 * What was archived leaves the index's feeds, which no scan would tell, and the accounts are ranked anew at the next
 * sync.
 */
export async function leaveFeeds(
  trx: Db,
  {
    archived,
    accountIds,
  }: { readonly archived: readonly string[]; readonly accountIds: readonly (AccountId | string)[] },
): Promise<void> {
  const ids = [...archived]
  if (ids.length > 0) {
    await sql`delete from daybook.feed_activity where id = any(${ids}::text[])`.execute(trx)
    await sql`delete from daybook.feed_contact where id = any(${ids}::text[])`.execute(trx)
    await sql`delete from daybook.feed_account where id = any(${ids}::text[])`.execute(trx)
  }
  await sql`
    insert into daybook.feed_touched (account_id) select distinct unnest(${[...accountIds]}::text[])
    on conflict (account_id) do nothing`.execute(trx)
}
