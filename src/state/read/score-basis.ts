import { sql } from 'kysely'
import * as z from 'zod'
import { plusDays } from '#base/clock.ts'
import { AccountId, OwnerId } from '#records/ids.ts'
import type { Db } from '../db.ts'

const Answer = z.object({
  inFlight: z.array(AccountId),
  held: z.array(z.object({ ownerId: OwnerId.nullable(), items: z.number().int() })),
  dark: z.record(z.string(), z.number().int()),
})
export type ScoreBasis = z.infer<typeof Answer>

/**
 * What a selection depends on besides the index: accounts in flight (running, or queued in a run that is under way), what
 * each owner holds already (open items, waiting orders, and accounts still queued, which may become either), and how long
 * each segment has gone without its floor. A run that has said nothing for a day is taken for dead and blocks nobody.
 */
export async function scoreBasis(db: Db, now: Date): Promise<ScoreBasis> {
  const { rows } = await sql`
    with flying as (
      select w.account_id, s.owner_id
      from daybook.work_item w
      join daybook.run r on r.id = w.run_id
      left join daybook.run_selection s on s.run_id = w.run_id and s.account_id = w.account_id
      where w.state = 'running'
        or (w.state = 'queued' and r.status = 'running' and r.started_at > ${plusDays(now, -1)}::timestamptz)
    ), held as (
      select coalesce(assigned_to, owner_id) as owner_id from daybook.queue_item where state in ('open', 'snoozed')
      union all select owner_id from daybook.outreach_order where state = 'waiting'
      union all select owner_id from flying
    ), dark as (
      select distinct on (g.segment) g.segment, g.dark
      from daybook.run_segment g join daybook.run r on r.id = g.run_id
      order by g.segment, r.started_at desc, r.id desc
    )
    select
      (select coalesce(json_agg(distinct account_id), '[]') from flying) as "inFlight",
      (select coalesce(json_agg(h), '[]') from (
        select owner_id as "ownerId", count(*)::int as items from held group by 1 order by 1) h) as held,
      (select coalesce(json_object_agg(segment, dark), '{}') from dark) as dark`.execute(db)
  return Answer.parse(rows[0])
}
