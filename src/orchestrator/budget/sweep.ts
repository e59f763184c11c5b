import type { World } from '#ports/world.ts'
import type { WithDb } from '#state/db.ts'
import { loseSpend } from '#state/write/spend-lose.ts'
import { dollars } from './refusal.ts'

/** No call takes this long: whoever reserved for it is dead, or its answer comes too late to be waited for. */
const longestCallMs = 15 * 60_000

/** Counts the calls of dead processes as spent, at their bounds. Returns it in words; undefined: there were none. */
export async function sweepLedger({ db, clock }: Pick<World, 'clock'> & WithDb): Promise<string | undefined> {
  const now = clock()
  const { calls, microUsd } = await loseSpend(db, { before: new Date(now.getTime() - longestCallMs), now })
  return microUsd === 0
    ? undefined
    : `${calls} calls of an earlier process never said what they cost; they count at their upper bound, ${dollars(microUsd)} together.`
}
