import { idOf } from '#base/hash.ts'
import type { World } from '#ports/world.ts'
import type { ProvenPerson } from '#records/person.ts'
import type { WithDb } from '#state/db.ts'
import { appendAudit } from '#state/write/audit.ts'
import { insertPerson } from '#state/write/person-insert.ts'

/** Who is enrolled. `by` undefined: the first person of the book, whom nobody can vouch for. */
export interface Enrollment {
  readonly name: string
  readonly salt: string
  readonly hash: string
  readonly by: ProvenPerson | undefined
}

/** Enrols a person. False: the name is taken, or somebody is enrolled already and must vouch for the next one. */
export async function enroll(
  world: Pick<World, 'clock'> & WithDb,
  { name, salt, hash, by }: Enrollment,
): Promise<boolean> {
  const now = world.clock()
  const id = idOf('person', name.toLowerCase())
  return world.db.transaction().execute(async (trx) => {
    const isNew = await insertPerson(trx, { id, name, salt, hash, onlyFirst: by === undefined, now })
    if (!isNew) return false
    const actor = by === undefined ? 'the maker of the book' : `person:${by.name}`
    const entry = { kind: 'person-enrolled', accountId: null, runId: null, body: { person: id } }
    await appendAudit(trx, [{ at: now.toISOString(), actor, ...entry }])
    return true
  })
}
