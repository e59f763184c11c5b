import { sql } from 'kysely'
import type { AutonomyLevel } from '#records/verdict.ts'
import type { SkillName } from '#records/words.ts'
import type { Db } from '../db.ts'

/** Sets a level; the newest row of a (skill, kind) counts, the older ones stay as history. */
export async function insertAutonomy(
  trx: Db,
  set: {
    readonly skill: SkillName
    readonly kind: string
    readonly level: AutonomyLevel
    readonly by: string
    readonly now: Date
  },
): Promise<void> {
  await sql`
    insert into daybook.autonomy (skill, kind, level, set_by, set_at)
    values (${set.skill}, ${set.kind}, ${set.level}, ${set.by}, ${set.now}::timestamptz)`.execute(trx)
}
