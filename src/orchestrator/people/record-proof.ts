import type { World } from '#ports/world.ts'
import type { WithDb } from '#state/db.ts'
import { appendAudit } from '#state/write/audit.ts'

/** Notes that somebody gave a wrong secret. The log is what slows the next tries down. */
export async function recordFailedProof(world: Pick<World, 'clock'> & WithDb, door: string): Promise<void> {
  const at = world.clock().toISOString()
  const entry = { at, actor: door, kind: 'proof-failed', accountId: null, runId: null, body: {} }
  await world.db.transaction().execute((trx) => appendAudit(trx, [entry]))
}
