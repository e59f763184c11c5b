import { hashOf } from '#base/hash.ts'
import type { World } from '#ports/world.ts'
import type { Policy } from '#records/policy.ts'
import type { WithDb } from '#state/db.ts'
import { appendAudit } from '#state/write/audit.ts'
import { insertPolicyVersion } from '#state/write/policy-version-insert.ts'

/** The version of a policy's text, its cases included: the same text is the same version. */
export const versionOf = (policy: Policy): string => hashOf(policy).slice(0, 12)

/**
 * Stores a policy that was checked. It holds nothing until a person switches it, so it needs no proof. `isNew` false: this
 * very text was there, and nothing was written.
 */
export async function storePolicy(
  world: Pick<World, 'clock'> & WithDb,
  policy: Policy,
  by: string,
): Promise<{ readonly version: string; readonly isNew: boolean }> {
  const now = world.clock()
  const version = versionOf(policy)
  const isNew = await world.db.transaction().execute(async (trx) => {
    if (!(await insertPolicyVersion(trx, { policy, version, now }))) return false
    const entry = { at: now.toISOString(), actor: by, kind: 'policy-stored', accountId: null, runId: null }
    await appendAudit(trx, [{ ...entry, body: { policy: policy.name, version } }])
    return true
  })
  return { version, isNew }
}
