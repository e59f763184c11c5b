import { refuseRestored } from '#orchestrator/backup/restored.ts'
import { releases } from '#records/decision.ts'
import type { BookConfig } from '#records/config.ts'
import { decideItem, type DecisionAsk } from '#review/step.ts'
import { refusal, type DecisionAnswer } from '#review/answer.ts'
import type { Owner } from '#records/owner.ts'
import { refreshIndex } from '#state/write/refresh-index.ts'
import { reviewWays, type ReviewWorld } from './ways.ts'

const unknownOwner = (to: string, owners: readonly Owner[]): DecisionAnswer => ({
  kind: 'refused',
  refusal: refusal(
    'impossible',
    owners.length === 0
      ? `the CRM has no owner, so none is called ${JSON.stringify(to)}`
      : `no owner has the id ${JSON.stringify(to)}; there are: ${owners.map(({ id }) => id).join(', ')}`,
  ),
})

/**
 * Takes a person's answer to a queue item, commits what it releases, and brings the account's index row up to date.
 * Idempotent by (item, version). See decideItem.
 */
export async function decideInReview(
  world: ReviewWorld,
  config: BookConfig,
  ask: DecisionAsk,
): Promise<DecisionAnswer> {
  if (releases(ask.decision)) await refuseRestored(world)
  if (ask.decision.kind === 'assign') {
    const { to } = ask.decision
    const owners = await world.crm.owners()
    if (!owners.some(({ id }) => id === to)) return unknownOwner(to, owners)
  }
  const answer = await decideItem(world, ask, reviewWays(world, config))
  if (answer.kind === 'decided') {
    const accountIds = [answer.item.accountId]
    await refreshIndex(world.db, { accountIds, now: world.clock(), select: config.select })
  }
  return answer
}
