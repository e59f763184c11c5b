import { sql } from 'kysely'
import * as z from 'zod'
import { AutonomyLevel } from '#records/verdict.ts'
import type { SkillName } from '#records/words.ts'
import type { Question } from './question.ts'

const Rows = z.array(z.object({ kind: z.string(), level: AutonomyLevel }))

/** The levels people set for one skill, by kind of action: the newest word of each counts. Kinds nobody set are absent. */
export const autonomyLevels = (skill: SkillName): Question<Readonly<Record<string, AutonomyLevel>>> => ({
  sql: sql`
    select distinct on (kind) kind, level
    from daybook.autonomy
    where skill = ${skill}::text
    order by kind, seq desc`,
  parse: (rows) => Object.fromEntries(Rows.parse(rows).map(({ kind, level }) => [kind, level])),
})
