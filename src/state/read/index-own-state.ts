import { sql, type RawBuilder } from 'kysely'
import { utcDay } from '#base/clock.ts'
import type { RunId } from '#records/ids.ts'

/**
 * `own`: what our own tables say of one account, as a lateral look-up for `asked (account_id)`. With `except`, the effects
 * of that run count as not there: an account must not be left out of a run for what the run itself did.
 */
export function ownState(now: Date, except: RunId | undefined): RawBuilder<unknown> {
  const others = (alias: string): RawBuilder<unknown> =>
    except === undefined ? sql`true` : sql`${sql.ref(`${alias}.run_id`)} is distinct from ${except}::text`
  return sql`lateral (
    select item.is_open or coalesce(o.is_waiting, false) as in_review, item.snoozed_until,
      greatest(e.confirmed_at, o.ordered_at) as last_agent_touch_at, s.next_touch,
      coalesce(f.flags, '{}') as flags, f.flag_until, w.last_worked_at
    from (
      select count(*) > 0 as is_open, max(q.snoozed_until) filter (where q.state = 'snoozed') as snoozed_until
      from daybook.queue_item q
      where q.account_id = asked.account_id and q.state in ('open', 'snoozed') and ${others('q')}
    ) item
    cross join (
      select bool_or(r.state = 'waiting') as is_waiting, max(r.created_at) as ordered_at
      from daybook.outreach_order r where r.account_id = asked.account_id and ${others('r')}
    ) o
    cross join (
      select max(x.confirmed_at) as confirmed_at from daybook.effect x
      where x.account_id = asked.account_id and x.state = 'done' and x.result <> 'unchanged' and ${others('x')}
    ) e
    cross join (
      ${nextTouch(now)} and ${others('t')}
    ) s
    cross join (
      select array_agg(g.flag order by g.flag) as flags, min(g.until) as flag_until
      from daybook.account_flag g where g.account_id = asked.account_id and g.until >= ${utcDay(now)}::date
    ) f
    cross join (
      -- Worked: reached an outcome after a model turn.
      select max(t.settled_at) as last_worked_at from daybook.work_item t
      where t.account_id = asked.account_id and t.outcome is not null and exists (
        select from daybook.journal j
        where j.run_id = t.run_id and j.account_id = t.account_id and j.kind = 'model')
    ) w
  ) own`
}

// Whoever writes to us does not wait for the day that was set while they were silent. An hour's grace: mail may have come
// while the work that set the day was under way.
const nextTouch = (now: Date): RawBuilder<unknown> => sql`
      select max(t.next_touch) as next_touch from daybook.account_state t
      where t.account_id = asked.account_id and not exists (
        select from daybook.feed_activity a left join daybook.inbound_mail m on m.activity_id = a.id
        where a.account_id = t.account_id and a.at > t.at - interval '1 hour' and a.at <= ${now}::timestamptz
          and a.type = 'email' and a.direction = 'inbound' and a.author = 'outsider'
          and coalesce(m.kind, 'other') not in ('automatic', 'out-of-office'))`
