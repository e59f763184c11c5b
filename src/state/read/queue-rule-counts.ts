import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

/** How many waiting queue items each rule holds. */
export async function waitingByRule(db: Db): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql`
    select objection ->> 'rule' as rule, count(distinct q.id)::int as items
    from daybook.queue_item q, jsonb_array_elements(q.held) said, jsonb_array_elements(said -> 'objections') objection
    where q.state in ('open', 'snoozed')
    group by 1 order by 1`.execute(db)
  const counts = z.array(z.object({ rule: z.string(), items: z.number() })).parse(rows)
  return Object.fromEntries(counts.map(({ rule, items }) => [rule, items]))
}
