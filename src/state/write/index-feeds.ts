import { sql, type RawBuilder } from 'kysely'
import { plusDays } from '#base/clock.ts'

// What the feeds say of the asked accounts: common table expressions over `asked (account_id)`, one row per account.

// records/activity.ts, isHumanTouch.
const isHumanTouch = sql`(a.author = 'person' and (a.type = 'meeting' or (a.direction = 'outbound' and a.type <> 'note')))`

/** `act`: touches, meetings, inbound counts. `open_mail`: inbound mails after the last mail of ours. */
export function activityFeed(now: Date): RawBuilder<unknown> {
  const at = sql`${now}::timestamptz`
  const monthAgo = sql`${plusDays(now, -30)}::timestamptz`
  return sql`act as (
    select a.account_id, bool_or(${isHumanTouch}) as touched,
      max(a.at) filter (where ${isHumanTouch} and a.at <= ${at}) as last_human_touch_at,
      min(a.at) filter (where a.type = 'meeting' and a.at > ${at}) as next_meeting_at,
      max(a.at) filter (where a.type = 'email' and a.direction = 'outbound' and a.author in ('person', 'agent')
        and a.at <= ${at}) as answered_at,
      count(*) filter (where a.direction = 'inbound' and a.at > ${monthAgo} and a.at <= ${at})::int as inbound_count30,
      min(a.at) filter (where a.direction = 'inbound' and a.at > ${monthAgo}) as oldest_inbound_at
    from asked join daybook.feed_activity a using (account_id)
    group by a.account_id
  ), open_mail as (
    select a.account_id, count(*)::int as unanswered_count, min(a.at) as unanswered_since
    from act join daybook.feed_activity a using (account_id)
    where a.type = 'email' and a.direction = 'inbound' and a.author = 'outsider' and a.at <= ${at}
      and (act.answered_at is null or a.at > act.answered_at)
    group by a.account_id
  )`
}

/** `people`: contacts, and whether none of them may be written to. `deal`: the biggest open deal. */
export const contactAndDealFeed: RawBuilder<unknown> = sql`people as (
    select c.account_id, count(*)::int as contact_count, max(c.created_at) as newest_contact_at,
      bool_and(c.opted_out or exists (
        select from daybook.suppression x
        where (x.scope = 'address' and x.value = c.email)
           or (x.scope = 'person' and x.value in (c.id, lower(c.id)))
           or (x.scope = 'domain' and x.value = split_part(c.email, '@', 2)))) as unreachable
    from asked join daybook.feed_contact c using (account_id)
    group by c.account_id
  ), deal as (
    -- A stage the CRM does not list counts as open, so that nobody is forgotten (records/dossier-stage.ts).
    select distinct on (d.account_id) d.account_id, coalesce(d.stage, 'unknown') as open_deal_stage,
      case when coalesce(d.currency, 'USD') = 'USD' then d.amount end as open_deal_amount_usd
    from asked join daybook.feed_deal d using (account_id)
    left join daybook.feed_deal_stage s on s.id = d.stage
    where coalesce(s.kind, 'open') = 'open'
    order by d.account_id, d.amount desc nulls last, d.id
  )`
