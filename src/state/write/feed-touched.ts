import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/**
 * Takes up to `count` accounts whose rows are to be recomputed. Call it under lockIndex, so that two
 * syncs do not take the same; they come back if the transaction rolls back.
 */
export async function takeTouched(trx: Db, count: number): Promise<readonly AccountId[]> {
  const { rows } = await sql`
    delete from daybook.feed_touched where account_id in (
      select account_id from daybook.feed_touched order by account_id limit ${count})
    returning account_id`.execute(trx)
  return z
    .array(z.object({ account_id: AccountId }))
    .parse(rows)
    .map((row) => row.account_id)
}

/** Every account of the feed and the index: after a change of the settings rows are made with. */
export async function touchAll(trx: Db): Promise<void> {
  await sql`
    insert into daybook.feed_touched (account_id)
    select id from daybook.feed_account
    union select account_id from daybook.book_index where valid_to is null
    on conflict (account_id) do nothing`.execute(trx)
}

/**
 * The accounts whose row time or our own tables have moved: rows that time makes stale, all that are in review, and whatever
 * was settled, written, ordered, decided or suppressed after `since`. So a refresh that a crash swallowed is made
 * up for by the next sync.
 */
export async function touchMoved(
  trx: Db,
  { now, since }: { readonly now: Date; readonly since: Date },
): Promise<void> {
  const from = sql`${since}::timestamptz`
  await sql`
    insert into daybook.feed_touched (account_id)
    select account_id from (
      select account_id from daybook.book_index
      where valid_to is null and refresh_at is not null and refresh_at <= ${now}::timestamptz
      union select account_id from daybook.book_index where valid_to is null and in_review
      union select account_id from daybook.work_item where settled_at >= ${from}
      union select account_id from daybook.effect where confirmed_at >= ${from}
      union select account_id from daybook.outreach_order where created_at >= ${from}
      union select account_id from daybook.queue_item where created_at >= ${from}
      union select account_id from daybook.account_state where at >= ${from}
      union select account_id from daybook.account_flag where at >= ${from}
      union select account_id from daybook.inbound_mail where at >= ${from}
      union select a.id from daybook.suppression x join daybook.feed_account a
        on (x.scope = 'domain' and a.domain = x.value) or (x.scope = 'account' and x.value in (a.id, lower(a.id)))
        where x.at >= ${from}
      union select c.account_id from daybook.suppression x join daybook.feed_contact c
        on (x.scope = 'address' and c.email = x.value) or (x.scope = 'person' and x.value in (c.id, lower(c.id)))
          or (x.scope = 'domain' and split_part(c.email, '@', 2) = x.value)
        where x.at >= ${from}
    ) moved
    where account_id is not null
    on conflict (account_id) do nothing`.execute(trx)
}
