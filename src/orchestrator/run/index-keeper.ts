import { behind, type Behind } from '#orchestrator/fan-out/behind.ts'
import type { World } from '#ports/world.ts'
import type { SelectConfig } from '#records/config.ts'
import type { AccountId } from '#records/ids.ts'
import type { WithDb } from '#state/db.ts'
import { refreshIndex } from '#state/write/refresh-index.ts'

/** How long ended accounts are gathered for one round. */
const gatherMs = 250

/**
 * Brings the index rows of ended accounts up to date behind the work. Writers of the index wait for each other, so one
 * statement for many accounts costs about as much as one for one. What a crash or a crowded database makes us miss, the
 * next sync notices: the index is a cache.
 */
export const indexKeeper = (
  world: Pick<World, 'clock' | 'sleep' | 'faults'> & WithDb,
  select: SelectConfig,
): Behind<AccountId> =>
  behind(
    async (accountIds) => {
      world.faults.at('index-behind')
      await refreshIndex(world.db, { accountIds: [...new Set(accountIds)], now: world.clock(), select })
    },
    (hurry) => world.sleep(gatherMs, hurry),
  )
