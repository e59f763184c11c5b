import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

/** The settings behind each of the rulesets that verdicts were given under; a version nobody stored is left out. */
export async function rulesetSettings(
  db: Db,
  versions: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const { rows } = await sql`
    select version, settings from daybook.ruleset where version = any(${[...versions]})`.execute(db)
  const found = z.array(z.object({ version: z.string(), settings: z.unknown() })).parse(rows)
  return new Map(found.map(({ version, settings }) => [version, settings]))
}
