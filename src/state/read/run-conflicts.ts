import { sql } from 'kysely'
import * as z from 'zod'
import type { RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

const Row = z.object({ what: z.string(), accounts: z.array(z.string()) })

/** Accounts of one run that share a domain, or whose orders go to one address. */
export async function runConflicts(db: Db, runId: RunId): Promise<readonly z.infer<typeof Row>[]> {
  const { rows } = await sql`
    select 'domain ' || b.domain as what, array_agg(distinct s.name || ' (' || s.account_id || ')') as accounts
    from daybook.run_selection s
    join daybook.book_index b on b.account_id = s.account_id and b.valid_to is null
    where s.run_id = ${runId} and b.domain is not null
    group by b.domain having count(distinct s.account_id) > 1
    union all
    select 'recipient ' || o.recipient, array_agg(distinct s.name || ' (' || s.account_id || ')')
    from daybook.outreach_order o
    join daybook.run_selection s on s.run_id = o.run_id and s.account_id = o.account_id
    where o.run_id = ${runId}
    group by o.recipient having count(distinct s.account_id) > 1
    order by 1`.execute(db)
  return z.array(Row).parse(rows)
}
