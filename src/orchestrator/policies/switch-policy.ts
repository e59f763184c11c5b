import type { World } from '#ports/world.ts'
import type { ProvenPerson } from '#records/person.ts'
import type { PolicyMode } from '#records/policy.ts'
import type { WithDb } from '#state/db.ts'
import { policySwitches } from '#state/read/policy-switches.ts'
import { appendAudit } from '#state/write/audit.ts'
import { insertPolicySwitch, waitForSwitches } from '#state/write/policy-switch-insert.ts'

/** Switches a stored version of a policy. Only a person may; it is audited. False: it stood so already. */
export async function switchPolicy(
  world: Pick<World, 'clock'> & WithDb,
  said: { readonly name: string; readonly version: string; readonly mode: PolicyMode },
  person: ProvenPerson,
): Promise<boolean> {
  const now = world.clock()
  const by = `person:${person.name}`
  return world.db.transaction().execute(async (trx) => {
    await waitForSwitches(trx)
    const [before] = await policySwitches(trx, said.name)
    const isOff = (before?.mode ?? 'disabled') === 'disabled'
    if (said.mode === 'disabled' ? isOff : before?.mode === said.mode && before.version === said.version)
      return false
    await insertPolicySwitch(trx, { ...said, by, now })
    const entry = { at: now.toISOString(), actor: by, kind: 'policy-switched', accountId: null, runId: null }
    const body = { policy: said.name, version: said.version, mode: said.mode }
    await appendAudit(trx, [{ ...entry, body }])
    return true
  })
}
