import type { World } from '#ports/world.ts'
import type { RunId } from '#records/ids.ts'
import { executor } from '#state/db.ts'
import type { Db, WithDb } from '#state/db.ts'
import { claimItems, standingOf, takeClaimLock } from '#state/write/claim.ts'
import type { ClaimedRow } from '#state/write/claim.ts'
import { giveUpItem } from '#state/write/settle.ts'
import { takeBackOrphans } from '#state/write/sweep.ts'
import type { OrphanRow } from '#state/write/sweep.ts'
import { leaseMs } from './presence.ts'

const maxCrashes = 3

export const laneOf = (runId: RunId): string => `work-${runId}`

const whyGivenUp = ({ crashes }: OrphanRow): string => `the process died ${crashes} times while working it`

/** An account whose worker died comes back to its lane; after the third crash a person looks at it. */
async function comeBack(world: Pick<World, 'queue' | 'clock'>, trx: Db, orphan: OrphanRow): Promise<boolean> {
  const tx = executor(trx)
  const lane = laneOf(orphan.run_id)
  const ticket = { id: orphan.ticket, attempt: orphan.ticket_attempt }
  if (orphan.crashes >= maxCrashes) {
    await giveUpItem(trx, orphan.id, { reason: whyGivenUp(orphan), now: world.clock() })
    await world.queue.done(tx, lane, ticket)
    return false
  }
  const back = await world.queue.giveBack(tx, lane, ticket)
  if (!back) await world.queue.put(tx, lane, [{ itemId: orphan.id, priority: 1 }])
  return true
}

export interface Claims {
  readonly claimed: readonly ClaimedRow[]
  /** Accounts taken back from dead workers, of whichever run; `gaveUp` are those that crashed too often. */
  readonly tookBack: number
  readonly gaveUp: readonly OrphanRow[]
  /** The run is not under way any more, or goes on with other settings: nothing of it may be claimed. */
  readonly isOver: boolean
}

export interface ClaimAsk {
  readonly runId: RunId
  readonly worker: number
  /** Ids of the items it works now. */
  readonly holds: readonly string[]
  readonly want: number
  /** Accounts in flight at most, over all processes and runs; undefined: as many as the workers take together. */
  readonly cap: number | undefined
  /** Hash of the settings it must go on with; undefined: any. */
  readonly settings?: string | undefined
  /** Does not look for dead workers this time. */
  readonly isBrisk?: boolean
  /** Puts an account that crashed too often before a person, in the transaction that gives it up: both or neither. */
  onGiveUp(trx: Db, orphan: OrphanRow, failure: string): Promise<void>
}

async function takeTickets(
  world: Pick<World, 'queue' | 'clock'>,
  trx: Db,
  { runId, worker, want, free }: ClaimAsk & { readonly free: number },
): Promise<readonly ClaimedRow[]> {
  const count = Math.min(want, free)
  if (count <= 0) return []
  const tx = executor(trx)
  const tickets = await world.queue.take(tx, laneOf(runId), count)
  const claimed = await claimItems(trx, tickets, { worker, leaseMs })
  const ours = new Set(claimed.map((row) => row.ticket))
  for (const ticket of tickets) if (!ours.has(ticket.id)) await world.queue.done(tx, laneOf(runId), ticket)
  return claimed
}

/**
 * Claims up to `want` accounts of a run in one short transaction, never more than `cap` in flight over all processes.
 * Survives a crash at any point: a claim is either whole, and then found by the sweep, or not there.
 */
export async function claim(
  world: Pick<World, 'queue' | 'clock' | 'faults'> & WithDb,
  ask: ClaimAsk,
): Promise<Claims> {
  return world.db.transaction().execute(async (trx) => {
    await takeClaimLock(trx)
    const orphans = ask.isBrisk === true ? [] : await takeBackOrphans(trx, ask)
    const gaveUp: OrphanRow[] = []
    for (const orphan of orphans) if (!(await comeBack(world, trx, orphan))) gaveUp.push(orphan)
    const { running, status, settings } = await standingOf(trx, ask.runId)
    const isOver = status !== 'running' || (ask.settings !== undefined && ask.settings !== settings)
    const free = isOver ? 0 : (ask.cap ?? Infinity) - running
    const claimed = await takeTickets(world, trx, { ...ask, free })
    // Last, for it writes the audit.
    for (const orphan of gaveUp) await ask.onGiveUp(trx, orphan, whyGivenUp(orphan))
    if (orphans.length > 0) world.faults.at('taking-over')
    if (claimed.length > 0) world.faults.at('claiming')
    return { claimed, tookBack: orphans.length, gaveUp, isOver }
  })
}
