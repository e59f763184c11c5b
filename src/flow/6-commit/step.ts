import { idOf } from '#base/hash.ts'
import type { World } from '#ports/world.ts'
import type { Gated } from '#records/cleared.ts'
import { ProposalId } from '#records/ids.ts'
import type { JourneyResult } from '#records/run.ts'
import type { Db, WithDb } from '#state/db.ts'
import { proposalOfPass } from '#state/read/proposal.ts'
import { holdClaim } from '#state/write/commit-fence.ts'
import { targetOf, type CommitCase } from './case.ts'
import { finish } from './finish-step.ts'
import { record, type RecordAsk } from './record-step.ts'
import { AlreadyReserved, StaleClaim } from './stale-claim.ts'

type Needs = Pick<World, 'crm' | 'clock' | 'faults'> & WithDb

/**
 * `stale`: the claim was taken over; nothing of this call was written. `regate`: another order holds the contact, the
 * account or the domain; nothing was written, and judging again lets the rule explain.
 */
export type CommitAnswer = JourneyResult | 'stale' | 'regate'

const fenceOf =
  ({ item }: CommitCase) =>
  async (trx: Db): Promise<readonly []> => {
    if (!(await holdClaim(trx, item))) throw new StaleClaim(`work item ${item.id}, epoch ${item.epoch}`)
    return []
  }

async function unlessStale<T>(work: () => Promise<T>): Promise<T | 'stale'> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof StaleClaim) return 'stale'
    throw thrown
  }
}

/** Records the proposal; on the last try a reservation held by another order becomes a hold instead of `regate`. */
async function recordOrRegate(world: Needs, ask: RecordAsk, isLastTry: boolean) {
  try {
    return await record(world, ask)
  } catch (thrown) {
    if (!(thrown instanceof AlreadyReserved)) throw thrown
    return isLastTry ? record(world, { ...ask, taken: thrown.taken }) : 'regate'
  }
}

/**
 * Commits a judged proposal in three beats: one transaction that decides everything (claim), the CRM (act), one
 * transaction with its answers (confirm). A crash between any two lines converges: `resumeCommit` finishes what the
 * first beat decided. Throws Fault when the CRM gives no answer; the effects then stay pending. Call again after
 * `regate` with a new judgement and `isLastTry`.
 */
export async function commit(
  world: Needs,
  ask: CommitCase & { readonly gated: Gated; readonly briefHash: string; readonly isLastTry?: boolean },
): Promise<CommitAnswer> {
  const { runId, accountId, pass, attempt } = ask.item
  const id = ProposalId.parse(idOf('prop', runId, accountId, pass, attempt))
  const recording: RecordAsk = {
    target: targetOf(ask),
    stored: { id, runId, accountId, pass, attempt, briefHash: ask.briefHash },
    gated: ask.gated,
    actor: 'daybook',
    isRelease: false,
    fence: fenceOf(ask),
  }
  return unlessStale(async () => {
    world.faults.at('commit-before')
    const recorded = await recordOrRegate(world, recording, ask.isLastTry === true)
    if (recorded === 'regate') return 'regate'
    world.faults.at('commit-after')
    const { stored, written } = recorded
    if (written !== undefined) return finish(world, { ...recording, stored, written })
    return (await resume(world, ask)) ?? 'stale'
  })
}

async function resume(world: Needs, ask: CommitCase): Promise<JourneyResult | undefined> {
  const stored = await proposalOfPass(world.db, ask.item)
  if (stored === undefined) return undefined
  return finish(world, { target: targetOf(ask), stored, actor: 'daybook', fence: fenceOf(ask) })
}

/**
 * Finishes the account if an earlier worker had recorded its proposal in this pass: no model is asked again. undefined:
 * it did not come that far. Call it first whenever an account is claimed.
 */
export async function resumeCommit(
  world: Needs,
  ask: CommitCase,
): Promise<JourneyResult | 'stale' | undefined> {
  return unlessStale(() => resume(world, ask))
}
