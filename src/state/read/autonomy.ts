import { sql } from 'kysely'
import * as z from 'zod'
import { AutonomyLevel } from '#records/verdict.ts'
import type { SkillName } from '#records/words.ts'
import type { WithDb } from '../db.ts'

const Row = z.object({ kind: z.string(), level: AutonomyLevel })

/** The levels people set for one skill, by kind of action: the newest word of each counts. Kinds nobody set are absent. */
export async function autonomyLevels(
  { db }: WithDb,
  skill: SkillName,
): Promise<Readonly<Record<string, AutonomyLevel>>> {
  const { rows } = await sql`
    select distinct on (kind) kind, level
    from daybook.autonomy
    where skill = ${skill}::text
    order by kind, seq desc`.execute(db)
  return Object.fromEntries(
    z
      .array(Row)
      .parse(rows)
      .map(({ kind, level }) => [kind, level]),
  )
}
