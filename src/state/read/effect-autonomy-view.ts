import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

const Row = z.object({
  skill: z.string(),
  kind: z.string(),
  proposed: z.number(),
  cleared: z.number(),
  held: z.number(),
  released: z.number(),
  overridden: z.number(),
  rejected: z.number(),
})
/**
 * How one kind of action of one skill fared: proposed in runs, cleared, held; and of the held ones, how often people
 * released them (`overridden` of these as they were, against a rule), or rejected them.
 */
export type AutonomyRecord = z.infer<typeof Row>

/** The record on which a person raises or lowers a level. */
export async function autonomyView(db: Db): Promise<readonly AutonomyRecord[]> {
  const { rows } = await sql`
    with judged as (
      select p.id, p.skill, (said ->> 'action')::int as action, said ->> 'kind' as said,
             p.proposal -> 'actions' -> ((said ->> 'action')::int) ->> 'kind' as kind
      from daybook.proposal p, jsonb_array_elements(p.verdict -> 'actions') said
      where p.pass > 0
    ), answered as (
      select q.proposal_id, (one ->> 'action')::int as action,
             q.state, exists (select from jsonb_array_elements(one -> 'objections') o where o ->> 'rule' <> 'autonomy') as by_rule
      from daybook.queue_item q, jsonb_array_elements(q.held) one
      where q.state in ('approved', 'fixed', 'edited', 'rejected')
    )
    select j.skill, j.kind, count(*)::int as proposed,
           count(*) filter (where j.said = 'clear')::int as cleared,
           count(*) filter (where j.said = 'hold')::int as held,
           count(*) filter (where a.state in ('approved', 'fixed', 'edited'))::int as released,
           count(*) filter (where a.state = 'approved' and a.by_rule)::int as overridden,
           count(*) filter (where a.state = 'rejected')::int as rejected
    from judged j left join answered a on a.proposal_id = j.id and a.action = j.action
    where j.kind <> 'none'
    group by j.skill, j.kind order by j.skill, j.kind`.execute(db)
  return z.array(Row).parse(rows)
}
