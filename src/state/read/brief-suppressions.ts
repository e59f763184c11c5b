import { sql } from 'kysely'
import * as z from 'zod'
import { Suppression } from '#records/suppression.ts'
import type { WithDb } from '../db.ts'

const Row = z
  .object({ scope: z.string(), value: z.string(), reason: z.string(), at: z.date() })
  .transform((row) => Suppression.parse({ ...row, at: row.at.toISOString() }))

/** Every suppression whose value is one of `values` (lower case), whatever its scope. */
export async function briefSuppressions(
  { db }: WithDb,
  values: readonly string[],
): Promise<readonly Suppression[]> {
  const { rows } = await sql`
    select scope, value, reason, at
    from daybook.suppression
    where value = any(${[...values]}::text[])
    order by scope, value`.execute(db)
  return z.array(Row).parse(rows)
}
