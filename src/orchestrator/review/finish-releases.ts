import { finishRelease } from '#commit/release-step.ts'
import type { BookConfig } from '#records/config.ts'
import { itemKey } from '#records/effect-key.ts'
import { unfinishedReleases } from '#state/read/effect-pending.ts'
import { proposalById } from '#state/read/proposal.ts'
import { queueItemByKey } from '#state/read/queue-item.ts'
import { causeOf, targetOfItem, type ReviewWorld } from './ways.ts'

/**
 * Finishes what people released and no process brought to the CRM: somebody was killed between the decision and its
 * effect. Idempotent; call it when a run begins. Returns how many there were.
 */
export async function finishReleases(world: ReviewWorld, config: BookConfig): Promise<number> {
  const ids = await unfinishedReleases(world.db)
  for (const id of ids) {
    const stored = await proposalById(world.db, id)
    if (stored === undefined) continue
    const cause = await causeOf(world, stored)
    const item = await queueItemByKey(world.db, itemKey({ accountId: stored.accountId, cause }))
    if (item === undefined) continue
    const target = await targetOfItem(world, item, config)
    await finishRelease(world, { itemId: item.id, version: stored.attempt, target, by: 'daybook' })
  }
  return ids.length
}
