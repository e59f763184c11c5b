import { Fault, RunStop } from '#base/fault.ts'
import type { World } from '#ports/world.ts'
import { isAway, isBusy, isFull, isLost } from '#state/busy.ts'
import type { WithDb } from '#state/db.ts'
import type { ClaimedRow } from '#state/write/claim.ts'
import { retryLater } from './settle.ts'

const crowdedMs = 500
const mostTurns = 5

/** How long a database that went away is waited for, and who is told. */
export interface Patience {
  readonly patienceMs: number
  /** Once for each time it goes away. */
  readonly onAway: () => void
}

/** What passes if one waits, as far as it was met in this fan-out. */
export interface Troubles {
  /** How often each work item had to wait because the database or the CRM was crowded. */
  readonly turns: Map<string, number>
  /** Since when the database is away. */
  awaySince: Date | undefined
}

/**
 * A crowded database, one that lost what was not on the disk, or a CRM that asks us to slow down is nobody's failure, unless
 * it goes on and on.
 */
export function isCrowded(thrown: unknown, { turns }: Troubles, claimed: ClaimedRow): boolean {
  const slowDown = thrown instanceof Fault && thrown.kind === 'throttled'
  if (!isBusy(thrown) && !isLost(thrown) && !slowDown) return false
  const count = (turns.get(claimed.id) ?? 0) + 1
  turns.set(claimed.id, count)
  return count <= mostTurns
}

/** A database without room stops the run: what is in flight goes back, and each further account would meet the same. */
export const asStop = (thrown: unknown): unknown =>
  isFull(thrown)
    ? new RunStop('down', 'the database has no disk space left; nothing half-written was kept', {
        next: 'free some space, then run the same command again; it continues where it stopped',
      })
    : thrown

/** Without room an account cannot even be given back: the next look for the dead finds it, in nobody's hands. */
export function unlessFull(thrown: unknown): void {
  if (!isFull(thrown)) throw thrown
}

/** Whether to try again: the database is crowded, or away and not for longer than the run's patience. */
export function isPassing(
  { clock }: Pick<World, 'clock'>,
  { patienceMs, onAway }: Patience,
  { thrown, troubles }: { readonly thrown: unknown; readonly troubles: Troubles },
): boolean {
  if (isBusy(thrown)) return true
  if (!isAway(thrown)) return false
  if (troubles.awaySince === undefined) onAway()
  troubles.awaySince ??= clock()
  return clock().getTime() - troubles.awaySince.getTime() < patienceMs
}

/** Gives the account back for a later turn, as soon as the database lets us; it keeps its one retry. */
export async function waitForTurn(
  world: Pick<World, 'queue' | 'clock' | 'sleep' | 'faults'> & WithDb,
  run: Patience,
  first: { readonly claimed: ClaimedRow; readonly troubles: Troubles; readonly thrown: unknown },
): Promise<undefined> {
  const { claimed, troubles } = first
  let { thrown } = first
  for (;;) {
    if (isAway(thrown) && !isPassing(world, run, { thrown, troubles })) throw thrown
    await world.sleep(crowdedMs)
    try {
      await retryLater(world, claimed, 'goes-on')
      troubles.awaySince = undefined
      return undefined
    } catch (next) {
      if (!isBusy(next) && !isAway(next)) throw next
      thrown = next
    }
  }
}
