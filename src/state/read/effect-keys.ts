import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

/** Which of these effect keys exist already, in whatever state. */
export async function standingKeys(db: Db, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set()
  const { rows } = await sql`
    select key from daybook.effect where key = any(${[...keys]}::text[])
    union select key from daybook.outreach_order where key = any(${[...keys]}::text[])`.execute(db)
  return new Set(
    z
      .array(z.object({ key: z.string() }))
      .parse(rows)
      .map(({ key }) => key),
  )
}
