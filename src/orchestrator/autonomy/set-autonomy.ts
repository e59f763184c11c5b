import type { World } from '#ports/world.ts'
import type { ProvenPerson } from '#records/person.ts'
import type { AutonomyLevel } from '#records/verdict.ts'
import type { SkillName } from '#records/words.ts'
import type { WithDb } from '#state/db.ts'
import { appendAudit } from '#state/write/audit.ts'
import { insertAutonomy } from '#state/write/autonomy-insert.ts'

/** Sets how far one kind of action of one skill may go by itself. Only a person may; it is audited. */
export async function setAutonomy(
  world: Pick<World, 'clock'> & WithDb,
  set: { readonly skill: SkillName; readonly kind: string; readonly level: AutonomyLevel },
  person: ProvenPerson,
): Promise<void> {
  const now = world.clock()
  const by = `person:${person.name}`
  await world.db.transaction().execute(async (trx) => {
    await insertAutonomy(trx, { ...set, by, now })
    const entry = { at: now.toISOString(), actor: by, kind: 'autonomy-set', accountId: null, runId: null }
    await appendAudit(trx, [{ ...entry, body: { ...set } }])
  })
}
