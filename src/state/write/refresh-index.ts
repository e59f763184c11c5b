import { sql } from 'kysely'
import * as z from 'zod'
import type { SelectConfig } from '#records/config.ts'
import type { AccountId } from '#records/ids.ts'
import type { Db } from '../db.ts'
import { lockIndex } from './index-lock.ts'
import { freshRows } from './index-rows.ts'

// What a row says; a new version is written only where one of these differs.
const content = `name domain owner_id segment stage lifecycle industry country size_band employees lead_source
  arrived_at last_human_touch_at next_meeting_at last_agent_touch_at unanswered_count unanswered_since inbound_count30
  contact_count newest_contact_at open_deal_stage open_deal_amount_usd contract_end hiring flags suppressed next_touch
  snoozed_until in_review changed_at refresh_at mail_weight mail_kind mail_at`.split(/\s+/)
const columns = ['account_id', ...content, 'last_worked_at', 'waited_days', 'eligible_from']

/** The recount carries the newest known work beside what the tables say now. */
const inRecount = (name: string): string => (name === 'last_worked_at' ? 'worked_at' : name)
const namesOf = (alias: string, names: readonly string[]) =>
  sql.join(names.map((name) => sql.ref(`${alias}.${name}`)))
const Answer = z.object({ changed: z.number().int() })

export interface IndexRefresh {
  readonly accountIds: readonly AccountId[]
  readonly now: Date
  readonly select: SelectConfig
}

// The wait is a sum over versions, counted while eligible. When a version is made at t:
//   worked since the last one   waited_days = 0, and waiting starts again at the work
//   else                        waited_days += time from the old eligible_from to t, if that has passed
//   eligible_from = t, or the end of the longest time-based exclusion (live thread, booked meeting, agent touch, snooze,
//   nextTouch) if that lies ahead; infinity while in review or suppressed, so that nothing counts until a person acts.
// The running wait at any later moment is waited_days + max(0, moment - eligible_from). An owner at capacity is no
// reason to stop counting: the account could be worked, only we cannot.
const recounted = sql`recounted as (
    select f.*, w.last_worked_at as worked_at,
      case when w.is_worked then 0 else coalesce(o.waited_days, 0)
        + greatest(0, date_part('epoch', n.at) - coalesce(date_part('epoch', o.eligible_from), 'infinity')) / 86400
      end as waited_days,
      greatest(case when w.is_worked then w.last_worked_at else n.at end, f.excluded_until) as eligible_from,
      o.account_id is null or w.is_worked or greatest(n.at, f.excluded_until) <> greatest(n.at, o.eligible_from)
        or (${namesOf('f', content)}) is distinct from (${namesOf('o', content)}) as is_moved
    from n cross join fresh f
    left join lateral (
      select * from daybook.book_index b where b.account_id = f.account_id and b.valid_to is null
    ) o on true
    -- --again clears an item's outcome for a while; what was worked stays worked.
    cross join lateral (select greatest(f.last_worked_at, o.last_worked_at) as last_worked_at,
      f.last_worked_at > coalesce(o.last_worked_at, '-infinity') is true as is_worked) w
  )`

/**
 * Recomputes the index rows of the named accounts from the feeds and our own state, in one statement, and writes a new
 * version where something differs. Idempotent. Call it last in a transaction (it takes the mark's row lock until the
 * end: index writers wait for each other); outside of one it opens its own. At most some thousand accounts at a time.
 */
export async function refreshIndex(
  db: Db,
  ask: IndexRefresh,
): Promise<{ readonly mark: number; readonly changed: number }> {
  if (!db.isTransaction) return db.transaction().execute((trx) => refreshIndex(trx, ask))
  const before = await lockIndex(db)
  const { rows } = await statement(ask).execute(db)
  const [after] = z.array(Answer).parse(rows)
  if (after === undefined) throw new Error('the index gave no answer')
  return { mark: after.changed > 0 ? before + 1 : before, changed: after.changed }
}

const statement = ({ accountIds, now, select }: IndexRefresh) => sql`
  with n as (select ${now}::timestamptz as at),
  asked as materialized (select distinct unnest(${[...accountIds]}::text[]) as account_id),
  ${freshRows(select, now)}, ${recounted},
  moved as materialized (select * from recounted where is_moved),
  -- No longer in the feed (deleted or merged away): its row ends, its past stays.
  gone as materialized (
    select b.account_id from asked join daybook.book_index b using (account_id)
    where b.valid_to is null and not exists (select from daybook.feed_account a where a.id = b.account_id)
  ),
  next as (
    update daybook.index_mark set mark = mark + 1
    where exists (select from moved) or exists (select from gone) returning mark
  ),
  closed as (
    update daybook.book_index b set valid_to = next.mark from next
    where b.valid_to is null
      and b.account_id in (select account_id from moved union all select account_id from gone)
    returning 1
  ),
  written as (
    -- Waits for \`closed\`: two current rows of one account would break the unique index.
    insert into daybook.book_index (valid_from, ${sql.join(columns.map((name) => sql.ref(name)))})
    select next.mark, ${namesOf('m', columns.map(inRecount))}
    from moved m cross join next where (select count(*) from closed) >= 0
    returning 1
  )
  select (select count(*) from written)::int + (select count(*) from gone)::int as changed`
