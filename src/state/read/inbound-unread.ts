import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId, ActivityId } from '#records/ids.ts'
import type { Db } from '../db.ts'

const Row = z
  .object({ id: ActivityId, account_id: AccountId, waiting: z.number().int() })
  .transform(({ id, account_id, waiting }) => ({ activityId: id, accountId: account_id, waiting }))

export interface UnreadMail {
  readonly activityId: ActivityId
  readonly accountId: AccountId
}

/**
 * The newest `limit` mails from outside that nobody answered and `model` has not read, of accounts that are not
 * suppressed, and how many there are in all. As the feed and the index have it: sync first.
 */
export async function unreadMails(
  db: Db,
  ask: { readonly model: string; readonly now: Date; readonly limit: number },
): Promise<{ readonly mails: readonly UnreadMail[]; readonly waiting: number }> {
  const now = sql`${ask.now}::timestamptz`
  const { rows } = await sql`
    select a.id, a.account_id, count(*) over ()::int as waiting
    from daybook.book_index i
    join daybook.feed_activity a on a.account_id = i.account_id
    where i.valid_to is null and not i.suppressed and i.unanswered_count > 0
      and a.type = 'email' and a.direction = 'inbound' and a.author = 'outsider' and a.at <= ${now}
      and not exists (
        select from daybook.feed_activity o
        where o.account_id = a.account_id and o.at >= a.at and o.at <= ${now}
          and o.type = 'email' and o.direction = 'outbound' and o.author in ('person', 'agent'))
      and not exists (
        select from daybook.inbound_mail m where m.activity_id = a.id and m.model = ${ask.model}::text)
    order by a.at desc, a.id
    limit ${ask.limit}`.execute(db)
  const mails = z.array(Row).parse(rows)
  return { mails, waiting: mails[0]?.waiting ?? 0 }
}
