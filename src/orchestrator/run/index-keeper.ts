import type { World } from '#ports/world.ts'
import type { SelectConfig } from '#records/config.ts'
import type { AccountId } from '#records/ids.ts'
import type { WithDb } from '#state/db.ts'
import { isBusy } from '#state/busy.ts'
import { refreshIndex } from '#state/write/refresh-index.ts'

/** Brings the index rows of ended accounts up to date behind the work, as many at once as have come together. */
export interface IndexKeeper {
  notice(accountId: AccountId): void
  /** Resolves when every noticed account was recomputed. Throws what the database threw, once. */
  upToDate(): Promise<void>
}

/**
 * Writers of the index wait for each other, so one statement for many accounts costs about as much as one for one. A crash
 * loses what was noticed: the index is a cache, and the next sync notices our own tables' changes by itself.
 */
export function indexKeeper(world: Pick<World, 'clock'> & WithDb, select: SelectConfig): IndexKeeper {
  const noticed = new Set<AccountId>()
  let thrown: unknown
  let running: Promise<void> | undefined
  const drain = async (): Promise<void> => {
    while (noticed.size > 0) {
      const accountIds = [...noticed]
      noticed.clear()
      await refreshIndex(world.db, { accountIds, now: world.clock(), select })
    }
  }
  const start = (): void => {
    running ??= drain()
      .catch((failure: unknown) => {
        // What a crowded database makes us miss now, the next sync notices, too.
        if (!isBusy(failure)) thrown ??= failure
      })
      .finally(() => {
        running = undefined
      })
  }
  return {
    notice(accountId) {
      noticed.add(accountId)
      start()
    },
    async upToDate() {
      while (running !== undefined) await running
      if (thrown !== undefined) throw thrown
    },
  }
}
