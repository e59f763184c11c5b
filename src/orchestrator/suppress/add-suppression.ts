import type { World } from '#ports/world.ts'
import type { BookConfig } from '#records/config.ts'
import type { Suppression } from '#records/suppression.ts'
import type { WithDb } from '#state/db.ts'
import { suppressedAccounts } from '#state/read/suppression-accounts.ts'
import { appendAudit } from '#state/write/audit.ts'
import { refreshIndex } from '#state/write/refresh-index.ts'
import { insertSuppression } from '#state/write/suppression-insert.ts'

/**
 * Adds to the list of whom nobody may write to. Needs no proof: it only ever stops things. False: it was there. The
 * log keeps a keyed hash, so that the address itself can be erased.
 */
export async function addSuppression(
  world: Pick<World, 'clock'> & WithDb,
  config: Pick<BookConfig, 'select'>,
  wanted: Omit<Suppression, 'at'> & { readonly by: string },
): Promise<boolean> {
  const now = world.clock()
  const { scope, value, reason, by } = wanted
  const at = now.toISOString()
  const isNew = await world.db.transaction().execute(async (trx) => {
    const keyed = await insertSuppression(trx, { scope, value, reason, at })
    if (keyed === undefined) return false
    const body = { scope, value: keyed }
    const entry = { at, actor: by, kind: 'suppression-added', accountId: null, runId: null, body }
    await appendAudit(trx, [entry])
    return true
  })
  const accountIds = await suppressedAccounts(world.db, { scope, value })
  if (accountIds.length > 0) await refreshIndex(world.db, { accountIds, now, select: config.select })
  return isNew
}
