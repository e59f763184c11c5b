import { sql } from 'kysely'
import * as z from 'zod'
import { Suppression } from '#records/suppression.ts'
import type { Db } from '../db.ts'

const Row = Suppression.extend({ at: z.date().transform((at) => at.toISOString()) })

/** Who must not be written to, newest first. */
export async function suppressionList(db: Db, limit: number): Promise<readonly Suppression[]> {
  const { rows } = await sql`
    select scope, value, reason, at from daybook.suppression order by at desc, scope, value limit ${limit}`.execute(
    db,
  )
  return z.array(Row).parse(rows)
}
