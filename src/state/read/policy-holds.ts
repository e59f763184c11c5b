import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

const Row = z.object({ held: z.number(), shadow: z.number() })

/** How many actions a policy held in runs since then, and how many it would have held while it was in shadow. */
export async function policyHolds(
  db: Db,
  { name, since }: { readonly name: string; readonly since: string },
): Promise<z.infer<typeof Row>> {
  const objected = JSON.stringify([{ rule: `policy:${name}` }])
  const { rows } = await sql`
    with judged as (
      select verdict from daybook.proposal
      where at >= ${since}::timestamptz and pass > 0 and ruleset like '%+policies-%'
    )
    select
      (select count(*)::int from judged, jsonb_array_elements(verdict -> 'actions') said
       where said -> 'objections' @> ${objected}::jsonb) as held,
      (select count(*)::int from judged, jsonb_array_elements(verdict -> 'shadow') one
       where one ->> 'policy' = ${name}) as shadow`.execute(db)
  return z.array(Row).length(1).parse(rows)[0] ?? { held: 0, shadow: 0 }
}
