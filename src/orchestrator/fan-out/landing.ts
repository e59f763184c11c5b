import { Fault, RunStop, worthRetrying } from '#base/fault.ts'
import type { JourneyResult } from '#records/run.ts'
import { isAway } from '#state/busy.ts'
import type { ClaimedRow } from '#state/write/claim.ts'
import type { FanOut, FanOutWorld, Flight } from './flight.ts'
import { asStop, isCrowded, unlessFull, waitForTurn } from './passing.ts'
import { retryLater, settle } from './settle.ts'

/** What a model said that could not be used would end the same way once more. */
const comesBack = ({ kind }: Fault): 'goes-on' | 'anew' => (kind === 'nonsense' ? 'anew' : 'goes-on')

/** What becomes of an account whose work failed: another try, or a person. Throws what must stop the whole run. */
async function fail(
  world: FanOutWorld,
  run: FanOut,
  {
    claimed,
    flight,
    thrown,
  }: { readonly claimed: ClaimedRow; readonly flight: Flight; readonly thrown: unknown },
): Promise<JourneyResult | undefined> {
  const stop = asStop(thrown)
  if (stop instanceof RunStop) {
    await retryLater(world, claimed, 'goes-on').catch(unlessFull)
    throw stop
  }
  if (!(thrown instanceof Fault)) throw thrown
  const isPausing = flight.end?.kind === 'paused'
  // What passes is, while the run is pausing for it, not this account's failure: it keeps its place and its one retry.
  if (worthRetrying(thrown.kind) && (isPausing || claimed.model_failures === 0)) {
    await retryLater(world, claimed, isPausing ? comesBack(thrown) : 'failed')
    return undefined
  }
  return giveToPerson(world, run, { claimed, fault: thrown })
}

/** One claimed account to its end. Throws only what must stop the whole run. */
export async function handle(
  world: FanOutWorld,
  run: FanOut,
  { claimed, flight }: { readonly claimed: ClaimedRow; readonly flight: Flight },
): Promise<JourneyResult | undefined> {
  let result: JourneyResult | undefined
  try {
    const worked = await run.work(claimed)
    if (worked === 'stale') return undefined
    if (!(await settle(world, claimed, { state: 'done', result: worked }))) return undefined
    result = worked
  } catch (thrown) {
    if (isAway(thrown) || isCrowded(thrown, flight.troubles, claimed))
      return waitForTurn(world, run, { claimed, troubles: flight.troubles, thrown })
    try {
      result = await fail(world, run, { claimed, flight, thrown })
    } catch (next) {
      if (!isAway(next)) throw next
      return waitForTurn(world, run, { claimed, troubles: flight.troubles, thrown: next })
    }
  }
  if (result !== undefined) run.onSettled(claimed.account_id, result)
  flight.teller.add(result === undefined ? 1 : 0)
  return result
}

/** Whoever reviews it reads what to do, too. */
const withNext = ({ message, next }: Fault): string => (next === undefined ? message : `${message} → ${next}`)

async function giveToPerson(
  world: FanOutWorld,
  run: FanOut,
  failed: { readonly claimed: ClaimedRow; readonly fault: Fault },
): Promise<JourneyResult | undefined> {
  const result: JourneyResult = {
    outcome: 'failed',
    reason: failed.fault.message,
    heldBy: [],
    created: 0,
    updated: 0,
    unchanged: 0,
    orders: 0,
    queueItems: 1,
  }
  const isOurs = await settle(world, failed.claimed, {
    state: 'human',
    result,
    inside: (trx) => run.onFailure(trx, failed.claimed, withNext(failed.fault)),
  })
  return isOurs ? result : undefined
}
