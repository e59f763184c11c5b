import { sql, type RawBuilder } from 'kysely'
import { plusDays, utcDay } from '#base/clock.ts'
import type { SelectConfig } from '#records/config.ts'
import { accountSuppressed } from '../read/index-suppressed.ts'
import { ownState } from '../read/index-own-state.ts'
import { segmentCase } from '../read/segment-case.ts'
import { activityFeed, contactFeed, dealFeed } from './index-feeds.ts'

/** When time alone may move the account to another segment: its lead age passes a rule's limit. */
function leadAgeLimits({ segments }: SelectConfig, now: Date): RawBuilder<unknown> {
  const ages = segments.flatMap(({ arrivedWithinDays }) => arrivedWithinDays ?? [])
  return ages.length === 0
    ? sql`null::timestamptz`
    : sql`least(${sql.join(
        ages.map(
          (days) => sql`case when i.arrived_at > ${plusDays(now, -days)}::timestamptz
            then i.arrived_at + ${days}::int * interval '1 day' end`,
        ),
      )})`
}

// records/stage.ts and records/index-row.ts in SQL.
const stage = sql`case when a.lifecycle = 'disqualified' then 'closed' when deal.open_deal_stage is not null then 'open-deal'
      when a.lifecycle = 'customer' then 'customer' when a.lifecycle = 'former-customer' then 'lapsed'
      when act.touched then 'working' else 'new' end`
const sizeBand = sql`case when a.employees is null or a.employees <= 0 then 'unknown' when a.employees <= 10 then '1-10'
      when a.employees <= 50 then '11-50' when a.employees <= 200 then '51-200'
      when a.employees <= 1000 then '201-1000' else '1001+' end`

/**
 * `fresh`: the rows of `asked (account_id)` as feeds and own state give them now, but for the wait; accounts that the feed
 * does not hold have none.
 */
export function freshRows(select: SelectConfig, now: Date): RawBuilder<unknown> {
  return sql`known as (
    select a.id as account_id, a.name, a.domain, a.owner_id, a.lifecycle, a.industry, a.country, a.employees, a.lead_source,
      a.contract_end, a.hiring, a.created_at as arrived_at, a.updated_at as changed_at, ${stage} as stage,
      ${sizeBand} as size_band, act.last_human_touch_at, act.next_meeting_at, own.last_agent_touch_at,
      act.unanswered_count, act.unanswered_since, act.mail_weight, act.mail_kind, act.mail_at,
      act.inbound_count30, people.contact_count,
      people.newest_contact_at, deal.open_deal_stage, deal.open_deal_amount_usd, own.flags,
      people.unreachable or ${accountSuppressed('a.id', 'a.domain')} as suppressed,
      own.next_touch, own.snoozed_until, own.in_review, own.last_worked_at,
      least(act.next_meeting_at, act.back_at, act.oldest_inbound_at + interval '30 days',
        (own.flag_until + 1)::timestamp at time zone 'UTC') as passing_at
    from asked join daybook.feed_account a on a.id = asked.account_id
    cross join ${ownState(now, undefined)} cross join ${activityFeed(now)} cross join ${contactFeed}
    left join ${dealFeed} on true
  ), fresh as (
    select i.*, ${segmentCase(select.segments, now)} as segment,
      least(i.passing_at, ${leadAgeLimits(select, now)}) as refresh_at,
      -- Time-based exclusions end here; what a person has to end (review, suppression) lasts for ever until then.
      case when i.in_review or i.suppressed then 'infinity'::timestamptz else greatest(
        i.last_human_touch_at + ${select.liveThreadDays}::float8 * interval '1 day',
        i.next_meeting_at + ${select.liveThreadDays}::float8 * interval '1 day',
        i.last_agent_touch_at + ${select.minDaysBetweenTouches}::float8 * interval '1 day',
        case when i.snoozed_until > ${utcDay(now)}::date then i.snoozed_until::timestamp at time zone 'UTC' end,
        case when i.next_touch > ${utcDay(now)}::date then i.next_touch::timestamp at time zone 'UTC' end,
        '-infinity'::timestamptz) end as excluded_until
    from known i
  )`
}
