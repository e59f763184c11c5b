import { sql } from 'kysely'
import * as z from 'zod'
import type { Forgotten } from '#records/forgotten.ts'
import type { Db } from '../db.ts'
import { speaksOf } from './forget-about.ts'

/** The book's own rules whose text or cases name the person. Their versions never change, so a person must rewrite them. */
export async function policiesAbout(db: Db, person: Forgotten): Promise<readonly string[]> {
  const { rows } = await sql`
    select distinct name from daybook.policy_version
    where ${speaksOf(person, { text: sql`policy::text`, account: sql`''::text` })} order by name`.execute(db)
  return z
    .array(z.object({ name: z.string() }))
    .parse(rows)
    .map(({ name }) => name)
}
