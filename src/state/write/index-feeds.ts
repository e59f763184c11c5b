import { sql, type RawBuilder } from 'kysely'
import { plusDays, utcDay } from '#base/clock.ts'
import { mailWeight } from '#records/inbound-reading.ts'
import { contactSuppressed } from '../read/index-suppressed.ts'

// What the feeds say of one account, as lateral look-ups by key for `asked`: quick for one account and for thousands, and
// no plan depends on what the server believes of tables that were filled a moment ago.

// records/activity.ts, isHumanTouch.
const isHumanTouch = sql`(a.author = 'person' and (a.type = 'meeting' or (a.direction = 'outbound' and a.type <> 'note')))`

// records/inbound-reading.ts in SQL: what asks for no answer today, and how much a mail counts (unread: in full).
const isQuiet = (today: string): RawBuilder<unknown> =>
  sql`coalesce(m.kind = 'automatic' or (m.kind = 'out-of-office' and (m.until is null or m.until > ${today}::date)), false)`
const weight = sql`least(1::float8, case m.urgency when 'high' then 0.1::float8 else 0 end + case m.kind ${sql.join(
  Object.entries(mailWeight).map(
    ([kind, points]) => sql`when ${sql.lit(kind)} then ${sql.lit(points)}::float8`,
  ),
  sql` `,
)} else 1 end)`

/** `act`: touches, meetings, inbound counts, and the mails that came after the last mail of ours. */
export function activityFeed(now: Date): RawBuilder<unknown> {
  const at = sql`${now}::timestamptz`
  const monthAgo = sql`${plusDays(now, -30)}::timestamptz`
  const unanswered = sql`a.type = 'email' and a.direction = 'inbound' and a.author = 'outsider' and a.at <= ${at} and not a.is_quiet
        and (a.answered_at is null or a.at > a.answered_at)`
  return sql`lateral (
    select bool_or(${isHumanTouch}) as touched,
      max(a.at) filter (where ${isHumanTouch} and a.at <= ${at}) as last_human_touch_at,
      min(a.at) filter (where a.type = 'meeting' and a.at > ${at}) as next_meeting_at,
      count(*) filter (where a.direction = 'inbound' and a.at > ${monthAgo} and a.at <= ${at} and not a.is_quiet)::int as inbound_count30,
      min(a.at) filter (where a.direction = 'inbound' and a.at > ${monthAgo}) as oldest_inbound_at,
      count(*) filter (where ${unanswered})::int as unanswered_count,
      min(a.at) filter (where ${unanswered}) as unanswered_since,
      max(a.weight) filter (where ${unanswered}) as mail_weight,
      (array_agg(a.mail_kind order by a.weight desc, a.at desc, a.id) filter (where ${unanswered} and a.mail_kind <> 'other'))[1] as mail_kind,
      (array_agg(a.at order by a.weight desc, a.at desc, a.id) filter (where ${unanswered} and a.mail_kind <> 'other'))[1] as mail_at,
      min(a.until) filter (where a.is_quiet)::timestamp at time zone 'UTC' as back_at
    from (
      select x.*, m.kind as mail_kind, m.until, ${isQuiet(utcDay(now))} as is_quiet, ${weight} as weight, max(x.at) filter (where x.type = 'email' and x.direction = 'outbound'
        and x.author in ('person', 'agent') and x.at <= ${at}) over () as answered_at
      from daybook.feed_activity x left join daybook.inbound_mail m on m.activity_id = x.id
      where x.account_id = asked.account_id
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
