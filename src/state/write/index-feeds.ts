import { sql, type RawBuilder } from 'kysely'
import { plusDays } from '#base/clock.ts'
import { contactSuppressed } from '../read/index-suppressed.ts'

// What the feeds say of one account, as lateral look-ups by key for `asked`: quick for one account and for thousands, and
// no plan depends on what the server believes of tables that were filled a moment ago.

// records/activity.ts, isHumanTouch.
const isHumanTouch = sql`(a.author = 'person' and (a.type = 'meeting' or (a.direction = 'outbound' and a.type <> 'note')))`

/** `act`: touches, meetings, inbound counts, and the mails that came after the last mail of ours. */
export function activityFeed(now: Date): RawBuilder<unknown> {
  const at = sql`${now}::timestamptz`
  const monthAgo = sql`${plusDays(now, -30)}::timestamptz`
  const unanswered = sql`a.type = 'email' and a.direction = 'inbound' and a.author = 'outsider' and a.at <= ${at}
        and (a.answered_at is null or a.at > a.answered_at)`
  return sql`lateral (
    select bool_or(${isHumanTouch}) as touched,
      max(a.at) filter (where ${isHumanTouch} and a.at <= ${at}) as last_human_touch_at,
      min(a.at) filter (where a.type = 'meeting' and a.at > ${at}) as next_meeting_at,
      count(*) filter (where a.direction = 'inbound' and a.at > ${monthAgo} and a.at <= ${at})::int as inbound_count30,
      min(a.at) filter (where a.direction = 'inbound' and a.at > ${monthAgo}) as oldest_inbound_at,
      count(*) filter (where ${unanswered})::int as unanswered_count,
      min(a.at) filter (where ${unanswered}) as unanswered_since
    from (
      select x.*, max(x.at) filter (where x.type = 'email' and x.direction = 'outbound'
        and x.author in ('person', 'agent') and x.at <= ${at}) over () as answered_at
      from daybook.feed_activity x where x.account_id = asked.account_id
    ) a
  ) act`
}

/** `people`: contacts, and whether none of them may be written to. */
export const contactFeed: RawBuilder<unknown> = sql`lateral (
    select count(*)::int as contact_count, max(c.created_at) as newest_contact_at,
      coalesce(bool_and(${contactSuppressed}), false) as unreachable
    from daybook.feed_contact c where c.account_id = asked.account_id
  ) people`

/** `deal`: the biggest open deal; no row without one. */
export const dealFeed: RawBuilder<unknown> = sql`lateral (
    -- A stage the CRM does not list counts as open, so that nobody is forgotten (records/dossier-stage.ts).
    select coalesce(d.stage, 'unknown') as open_deal_stage,
      case when coalesce(d.currency, 'USD') = 'USD' then d.amount end as open_deal_amount_usd
    from daybook.feed_deal d left join daybook.feed_deal_stage s on s.id = d.stage
    where d.account_id = asked.account_id and coalesce(s.kind, 'open') = 'open'
    order by d.amount desc nulls last, d.id
    limit 1
  ) deal`
