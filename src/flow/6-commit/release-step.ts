import { idOf } from '#base/hash.ts'
import type { World } from '#ports/world.ts'
import type { AuditEntry } from '#records/audit-entry.ts'
import type { Gated } from '#records/cleared.ts'
import { ProposalId, type ItemId } from '#records/ids.ts'
import type { JourneyResult } from '#records/run.ts'
import type { Waivers } from '#records/waiver.ts'
import type { Db, WithDb } from '#state/db.ts'
import { proposalById } from '#state/read/proposal.ts'
import type { Target } from './case.ts'
import { finish } from './finish-step.ts'
import { record } from './record-step.ts'
import { AlreadyReserved } from './stale-claim.ts'

type Needs = Pick<World, 'crm' | 'clock' | 'faults'> & WithDb

/** A queue item in the version a person decided on. */
export interface Released {
  readonly itemId: ItemId
  readonly version: number
  readonly target: Target
  readonly by: string
}

const idOfRelease = ({ itemId, version }: Released): ProposalId =>
  ProposalId.parse(idOf('prop', 'release', itemId, version))

const noFence = async (): Promise<void> => {}

/**
 * Commits what a person released from the queue, on the same three beats. `fence` decides on the item inside the first
 * transaction: decision and effects are recorded together or not at all. `regate` as for commit.
 */
export async function commitRelease(
  world: Needs,
  ask: Released & {
    readonly gated: Gated
    readonly waivers: Waivers
    fence(trx: Db): Promise<readonly AuditEntry[]>
  },
): Promise<JourneyResult | 'regate'> {
  const { runId, accountId } = ask.target
  const id = idOfRelease(ask)
  try {
    await record(world, {
      target: ask.target,
      stored: { id, runId, accountId, pass: 0, attempt: ask.version, briefHash: '' },
      gated: ask.gated,
      waivers: ask.waivers,
      actor: ask.by,
      isRelease: true,
      fence: ask.fence,
    })
  } catch (thrown) {
    if (thrown instanceof AlreadyReserved) return 'regate'
    throw thrown
  }
  world.faults.at('commit-after')
  const result = await finishRelease(world, ask)
  if (result === undefined) throw new Error(`the release ${id} was recorded and is not there`)
  return result
}

/** Finishes a release whose process died before the CRM had answered; undefined if nothing was released. Idempotent. */
export async function finishRelease(world: Needs, ask: Released): Promise<JourneyResult | undefined> {
  const stored = await proposalById(world.db, idOfRelease(ask))
  if (stored === undefined) return undefined
  return finish(world, { target: ask.target, stored, actor: ask.by, fence: noFence })
}
