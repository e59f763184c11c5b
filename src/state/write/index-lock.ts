import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

/**
 * Waits until no other transaction writes the index and keeps others out until this one ends; answers the newest mark. The
 * next statement then sees whatever was committed before: two writers cannot both build on the same old row.
 */
export async function lockIndex(trx: Db): Promise<number> {
  const { rows } = await sql`select mark from daybook.index_mark for update`.execute(trx)
  return z.object({ mark: z.number().int() }).parse(rows[0]).mark
}
