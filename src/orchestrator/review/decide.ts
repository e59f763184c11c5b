import type { BookConfig } from '#records/config.ts'
import { decideItem, type DecisionAsk } from '#review/step.ts'
import type { DecisionAnswer } from '#review/answer.ts'
import { refreshIndex } from '#state/write/refresh-index.ts'
import { reviewWays, type ReviewWorld } from './ways.ts'

/**
 * Takes a person's answer to a queue item, commits what it releases, and brings the account's index row up to date.
 * Idempotent by (item, version). See decideItem.
 */
export async function decideInReview(
  world: ReviewWorld,
  config: BookConfig,
  ask: DecisionAsk,
): Promise<DecisionAnswer> {
  const answer = await decideItem(world, ask, reviewWays(world, config))
  if (answer.kind === 'decided') {
    const accountIds = [answer.item.accountId]
    await refreshIndex(world.db, { accountIds, now: world.clock(), select: config.select })
  }
  return answer
}
