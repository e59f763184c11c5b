import { sql } from 'kysely'
import * as z from 'zod'
import { Person } from '#records/person.ts'
import type { Db } from '../db.ts'

const Row = Person.extend({ createdAt: z.date().transform((at) => at.toISOString()) })

/** Who may release things, in the order they were enrolled. */
export async function personList(db: Db): Promise<readonly Person[]> {
  const { rows } = await sql`
    select id, name, created_at as "createdAt" from daybook.person order by created_at, id`.execute(db)
  return z.array(Row).parse(rows)
}
