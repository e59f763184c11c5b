import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId } from '#records/ids.ts'
import { instant, type Question } from './question.ts'

const Row = z.object({ accountId: AccountId, at: z.string(), what: z.string() })
/** A human touch or a booked meeting at a neighbour. */
export type DomainTouch = z.infer<typeof Row>
const Rows = z.array(Row)

/**
 * The last human touch and the next booked meeting of every other account with one of these domains (lower case), as
 * of the last sync. A booked meeting lies ahead of `now`.
 */
export const evidenceDomainTouches = (ask: {
  readonly accountId: AccountId
  readonly domains: readonly string[]
  readonly now: Date
}): Question<DomainTouch[]> => ({
  sql: sql`
    select neighbour.account_id as "accountId", ${instant(sql`touch.at`)} as at, touch.what
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
    limit 100`,
  parse: (rows) => Rows.parse(rows),
})
