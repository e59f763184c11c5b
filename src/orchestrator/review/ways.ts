import type { World } from '#ports/world.ts'
import type { Target } from '#commit/case.ts'
import { commitRelease, finishRelease } from '#commit/release-step.ts'
import { canOverride, rulesetOf } from '#gate/ruleset.ts'
import { gateAgain } from '#gate/step.ts'
import type { BookConfig } from '#records/config.ts'
import type { QueueItem } from '#records/queue-item.ts'
import type { Cause } from '#records/run.ts'
import type { ReviewWays } from '#review/step.ts'
import type { WithDb } from '#state/db.ts'
import { insertRuleset } from '#state/write/ruleset-insert.ts'
import { proposalById } from '#state/read/proposal.ts'
import { runsByPrefix } from '#state/read/run.ts'

export type ReviewWorld = Pick<World, 'crm' | 'clock' | 'faults'> & WithDb

/** Objections that commit adds to the gate's; a person may set them aside. */
const notRules: readonly string[] = ['crm-refused']

/** What brought the item's run about: part of every key of its effects. */
export async function causeOf({ db }: WithDb, { runId }: Pick<QueueItem, 'runId'>): Promise<Cause> {
  const run = (await runsByPrefix(db, runId)).find(({ id }) => id === runId)
  if (run === undefined) throw new Error(`the run ${runId} of a queue item is not there`)
  return run.cause
}

/** Whose effects a release of this item has. */
export async function targetOfItem(world: WithDb, item: QueueItem, config: BookConfig): Promise<Target> {
  const { runId, accountId, accountName, ownerId } = item
  return { runId, accountId, accountName, ownerId, cause: await causeOf(world, item), config }
}

/** The gate and the commit as review needs them. */
export function reviewWays(world: ReviewWorld, config: BookConfig): ReviewWays {
  const ruleset = rulesetOf(config)
  return {
    async judge(item, proposal) {
      const stored = item.proposalId && (await proposalById(world.db, item.proposalId))
      if (!stored) throw new Error(`the proposal of ${item.id} is not there`)
      await insertRuleset(world.db, { ...ruleset, now: world.clock() })
      return gateAgain(world, {
        proposal,
        cause: await causeOf(world, item),
        config,
        before: stored.evidence,
      })
    },
    canOverride: (said) => notRules.includes(said.rule) || canOverride(ruleset, said.rule, said.canOverride),
    async commit(item, release) {
      const target = await targetOfItem(world, item, config)
      return commitRelease(world, { ...release, itemId: item.id, target })
    },
    async resume(item, version, by) {
      const target = await targetOfItem(world, item, config)
      return finishRelease(world, { itemId: item.id, version, target, by })
    },
  }
}
