import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

const Row = z.object({ calls: z.number().nullable(), micro_usd: z.number().nullable() })

/** What one account took on average in the newest `runs` runs with this model: model calls and micro-dollars. undefined: no such run yet. */
export async function callsPerAccount(
  db: Db,
  model: string,
  runs: number,
): Promise<{ readonly calls: number; readonly microUsd: number } | undefined> {
  const { rows } = await sql`
    with newest as (
      select id from daybook.run where model = ${model} order by started_at desc, id desc limit ${runs}
    ), worked as (
      select j.run_id, j.account_id, count(*) as calls, sum(j.micro_usd) as micro_usd
      from daybook.journal j join newest n on n.id = j.run_id where j.kind = 'model' group by 1, 2
    )
    select avg(calls)::float8 as calls, avg(micro_usd)::float8 as micro_usd from worked`.execute(db)
  const { calls, micro_usd: microUsd } = Row.parse(rows[0])
  return calls === null ? undefined : { calls, microUsd: microUsd ?? 0 }
}
