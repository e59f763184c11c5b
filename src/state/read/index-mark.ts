import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

/** The newest mark of the index. What is read at a mark stays the same for ever (until old versions are pruned). */
export async function indexMark(db: Db): Promise<number> {
  const { rows } = await sql`select mark from daybook.index_mark`.execute(db)
  return z.object({ mark: z.number().int() }).parse(rows[0]).mark
}
