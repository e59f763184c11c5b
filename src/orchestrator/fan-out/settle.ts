import type { World } from '#ports/world.ts'
import type { JourneyResult } from '#records/run.ts'
import { executor } from '#state/db.ts'
import type { Db, WithDb } from '#state/db.ts'
import type { ClaimedRow } from '#state/write/claim.ts'
import { requeueItem, settleItem, type ComesBack } from '#state/write/settle.ts'
import { laneOf } from './claim.ts'

type SettleWorld = Pick<World, 'queue' | 'clock' | 'faults'> & WithDb

/** Thrown inside the transaction only, to roll it back: the claim or its ticket was taken away. */
class Stale extends Error {}

/** True: done. False: the claim is stale; another worker has the account and nothing of ours was written. */
async function ifOurs(work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (thrown) {
    if (thrown instanceof Stale) return false
    throw thrown
  }
}

const ticketOf = (claimed: ClaimedRow) => ({ id: claimed.ticket, attempt: claimed.ticket_attempt })

/** Ends the account's place in the run: item and ticket together, or neither. */
export async function settle(
  world: SettleWorld,
  claimed: ClaimedRow,
  end: {
    readonly state: 'done' | 'human'
    readonly result: JourneyResult
    /** Written together with the end, or not at all. */
    readonly inside?: (trx: Db) => Promise<void>
  },
): Promise<boolean> {
  const ours = await ifOurs(() =>
    world.db.transaction().execute(async (trx) => {
      if (!(await settleItem(trx, claimed, { ...end, now: world.clock() }))) throw new Stale()
      world.faults.at('settling')
      await end.inside?.(trx)
      if (!(await world.queue.done(executor(trx), laneOf(claimed.run_id), ticketOf(claimed))))
        throw new Stale()
    }),
  )
  world.faults.at('settled')
  return ours
}

/** Gives the account back to the queue. False: the claim is stale. */
export async function retryLater(world: SettleWorld, claimed: ClaimedRow, how: ComesBack): Promise<boolean> {
  return ifOurs(() =>
    world.db.transaction().execute(async (trx) => {
      if (!(await requeueItem(trx, claimed, how))) throw new Stale()
      if (!(await world.queue.giveBack(executor(trx), laneOf(claimed.run_id), ticketOf(claimed))))
        throw new Stale()
      world.faults.at('giving-back')
    }),
  )
}
