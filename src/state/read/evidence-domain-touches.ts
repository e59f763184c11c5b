import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'

const Row = z
  .object({ account_id: AccountId, at: z.date(), what: z.string() })
  .transform(({ account_id, at, what }) => ({ accountId: account_id, at: at.toISOString(), what }))
/** A human touch or a booked meeting at a neighbour. */
export type DomainTouch = z.infer<typeof Row>

/**
 * The last human touch and the next booked meeting of every other account with one of these domains (lower case), as
 * of the last sync. A booked meeting lies ahead of `now`.
 */
export async function evidenceDomainTouches(
  { db }: WithDb,
  ask: { readonly accountId: AccountId; readonly domains: readonly string[]; readonly now: Date },
): Promise<readonly DomainTouch[]> {
  if (ask.domains.length === 0) return []
  const { rows } = await sql`
    select neighbour.account_id, touch.at, touch.what
    from daybook.feed_account feed
    join daybook.book_index neighbour on neighbour.account_id = feed.id and neighbour.valid_to is null
    cross join lateral (values
      (neighbour.last_human_touch_at, 'a touch by a person of ours'),
      (case when neighbour.next_meeting_at > ${ask.now}::timestamptz then neighbour.next_meeting_at end,
       'a booked meeting')) touch (at, what)
    where feed.domain = any(${[...ask.domains]}::text[])
      and feed.id <> ${ask.accountId}::text
      and touch.at is not null
    order by touch.at desc, neighbour.account_id
    limit 100`.execute(db)
  return z.array(Row).parse(rows)
}
