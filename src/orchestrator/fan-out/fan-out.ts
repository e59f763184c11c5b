import { Fault, RunStop, worthRetrying } from '#base/fault.ts'
import type { World } from '#ports/world.ts'
import type { AccountId, RunId } from '#records/ids.ts'
import type { JourneyResult } from '#records/run.ts'
import type { Db, WithDb } from '#state/db.ts'
import { isAway } from '#state/busy.ts'
import { runCounts } from '#state/read/work-item.ts'
import type { RunCounts } from '#state/read/work-item.ts'
import type { ClaimedRow } from '#state/write/claim.ts'
import { brake } from './brake.ts'
import { behind, type Behind } from './behind.ts'
import { claim } from './claim.ts'
import { asStop, isCrowded, isPassing, unlessFull, waitForTurn } from './passing.ts'
import type { Patience, Troubles } from './passing.ts'
import type { Presence } from './presence.ts'
import { retryLater, settle } from './settle.ts'

export type FanOutWorld = Pick<World, 'queue' | 'clock' | 'random' | 'sleep' | 'faults'> & WithDb

/** What the fan-out needs to know of the work itself. */
export interface FanOut extends Patience {
  readonly runId: RunId
  /** This process as a worker. It may outlive the run. */
  readonly presence: Presence
  /** Accounts in flight in this process at most, and over all processes; undefined: as many as they take together. */
  readonly inFlight: number
  readonly maxInFlight?: number | undefined
  /** Hash of the settings the run must go on with; undefined: any. */
  readonly settings?: string | undefined
  /** Once asked to stop, what is in flight is given back after so long; undefined: it is always finished. */
  readonly drainMs?: number | undefined
  /** One account's journey under a claim. 'stale': the claim was lost, nothing was written. Throws Fault for failures. */
  work(claimed: ClaimedRow): Promise<JourneyResult | 'stale'>
  /** Puts the account, of this run or of another one, before a person, in the transaction that settles it. Idempotent. */
  readonly onFailure: (
    trx: Db,
    claimed: Pick<ClaimedRow, 'run_id' | 'account_id'>,
    failure: string,
  ) => Promise<void>
  /** After an account ended, whatever its outcome. */
  readonly onSettled: (accountId: AccountId, result: JourneyResult) => void
  readonly onProgress: (counts: RunCounts, retrying: number) => void
  readonly stop: AbortSignal
}

/**
 * How the fan-out ended. `stopped` was asked for; `left`: others ended or paused the run, or go on with other settings;
 * `paused` names the cause, and what stopped it; `broken` carries a bug, or a database that stayed away.
 */
export type FanOutEnd =
  | { readonly kind: 'done' | 'stopped' | 'left' }
  | { readonly kind: 'paused'; readonly cause: string; readonly by?: RunStop }
  | { readonly kind: 'broken'; readonly thrown: unknown }

const pollMs = 100
/** With nothing to do but to look whether somebody died, it looks less often. */
const longestPollMs = 1000
/** Accounts that land together take off together: one claim costs as much as one for many. */
const gatherMs = 25
/** Dead workers are looked for in a quiet moment, and at a claim after so long when there is none. */
const sweepMs = 2000
/** How often it is said how the run stands: it is counted over the whole run each time. */
const tellMs = 250

/**
 * Works the run's open accounts, at most `inFlight` at a time, until none is left, somebody stops it, or the brake
 * pauses it. What is in flight is finished first, or given back. Any number of processes may do so with one run; call
 * again to continue; nothing is worked twice.
 */
/** The accounts in flight in this process, and how the run is to end once it is known. */
interface Flight {
  readonly busy: Map<Promise<void>, ClaimedRow>
  readonly latest: JourneyResult[]
  readonly troubles: Troubles
  /** Says how the run stands; each item is an account, 1 when it is to be retried. */
  readonly teller: Behind<0 | 1>
  /** When dead workers were last looked for. */
  sweptAt: Date | undefined
  /** Looks in a row that found nothing to do. */
  idle: number
  /** Nothing has landed for a while. */
  isQuiet: boolean
  /** Resolves as soon as an account has ended. */
  landed: PromiseWithResolvers<void>
  end: FanOutEnd | undefined
}

export async function fanOut(world: FanOutWorld, run: FanOut): Promise<FanOutEnd> {
  const teller = behind<0 | 1>(
    async (retried) => run.onProgress(await runCounts(world.db, run.runId), retried.filter(Boolean).length),
    (hurry) => world.sleep(tellMs, hurry),
  )
  const landed = Promise.withResolvers<void>()
  const flight: Flight = {
    busy: new Map(),
    latest: [],
    troubles: { turns: new Map(), awaySince: undefined },
    teller,
    sweptAt: undefined,
    idle: 0,
    isQuiet: true,
    landed,
    end: undefined,
  }
  const end = await fly(world, run, flight)
  // What broke behind the work ends the run like what broke in it: settled, marked, then told.
  return teller.done().then(
    () => end,
    // What only tells how the run stands may miss a turn while the database is away.
    (thrown: unknown) => (isAway(thrown) ? end : endBy(thrown, end, run.stop)),
  )
}

async function fly(world: FanOutWorld, run: FanOut, flight: Flight): Promise<FanOutEnd> {
  let stoppedAt: Date | undefined
  while (true) {
    flight.landed = Promise.withResolvers<void>()
    if (run.stop.aborted) flight.end ??= { kind: 'stopped' }
    if (run.stop.aborted) stoppedAt ??= world.clock()
    try {
      if (flight.end === undefined && flight.busy.size < run.inFlight) await takeOff(world, run, flight)
      if (isDrained(world, run, stoppedAt)) await giveBackAll(world, flight)
      if (flight.busy.size === 0) {
        if (flight.end !== undefined && flight.end.kind !== 'stopped') return flight.end
        // Asked to stop when nothing was left to do: that is done, not interrupted.
        if ((await runCounts(world.db, run.runId)).open === 0) return { kind: 'done' }
        if (flight.end !== undefined) return flight.end
      }
    } catch (thrown) {
      if (flight.end !== undefined && flight.busy.size === 0 && isAway(thrown)) return flight.end
      if (!isPassing(world, run, { thrown, ...flight })) flight.end = endBy(thrown, flight.end, run.stop)
    }
    await nextLook(world, run, flight)
  }
}

/** Waits until an account has landed, or it is time to look again. */
async function nextLook(world: FanOutWorld, run: FanOut, flight: Flight): Promise<void> {
  const stop = flight.end === undefined ? run.stop : undefined
  const pause = Math.min(longestPollMs, pollMs * 1.3 ** flight.idle) * (0.75 + world.random() / 2)
  flight.isQuiet = await Promise.race([
    flight.landed.promise.then(() => false),
    world.sleep(pause, stop).then(() => true),
  ])
  if (flight.isQuiet) flight.idle += 1
  else await world.sleep(gatherMs, stop)
}

const isDrained = ({ clock }: FanOutWorld, { drainMs }: FanOut, stoppedAt: Date | undefined): boolean =>
  drainMs !== undefined && stoppedAt !== undefined && clock().getTime() - stoppedAt.getTime() >= drainMs

/** What is still in flight goes back to the queue: whoever takes it next raises the epoch, and what ends here is stale. */
async function giveBackAll(world: FanOutWorld, { busy }: Flight): Promise<void> {
  for (const [task, claimed] of busy) {
    world.faults.at('worker-draining')
    await retryLater(world, claimed, 'goes-on')
    busy.delete(task)
  }
}

/** A reason to stop pauses the run; a bug breaks it, whatever else was about to end it. */
function endBy(cause: unknown, end: FanOutEnd | undefined, stop: AbortSignal): FanOutEnd {
  const thrown = asStop(cause)
  if (!(thrown instanceof RunStop)) return end?.kind === 'broken' ? end : { kind: 'broken', thrown }
  // Whoever waits for money or for the model gives up when the run is asked to stop.
  return end ?? (stop.aborted ? { kind: 'stopped' } : { kind: 'paused', cause: thrown.message, by: thrown })
}

/** A clock that was set back shows nothing. */
function isWithin(ms: number, since: Date | undefined, now: Date): boolean {
  const passed = since === undefined ? ms : now.getTime() - since.getTime()
  return passed >= 0 && passed < ms
}

/** Claims as many accounts as there are free places and sets them to work. */
async function takeOff(world: FanOutWorld, run: FanOut, flight: Flight): Promise<void> {
  const want = run.inFlight - flight.busy.size
  const now = world.clock()
  const isBrisk = !flight.isQuiet && isWithin(sweepMs, flight.sweptAt, now)
  if (!isBrisk) flight.sweptAt = now
  const { runId, settings, maxInFlight: cap, onFailure: onGiveUp } = run
  const { worker } = run.presence
  const holds = [...flight.busy.values()].map(({ id }) => id)
  const { claimed, isOver } = await claim(world, {
    runId,
    worker,
    holds,
    want,
    cap,
    settings,
    isBrisk,
    onGiveUp,
  })
  flight.troubles.awaySince = undefined
  if (isOver) flight.end ??= { kind: 'left' }
  if (claimed.length > 0) flight.idle = 0
  for (const row of claimed) {
    world.faults.at('claimed')
    const task = handle(world, run, { claimed: row, flight }).then(
      (result) => {
        flight.busy.delete(task)
        if (result !== undefined) flight.latest.push(result)
        const cause = brake(flight.latest)
        if (cause !== undefined) flight.end ??= { kind: 'paused', cause }
        flight.landed.resolve()
      },
      (thrown: unknown) => {
        flight.busy.delete(task)
        flight.end = endBy(thrown, flight.end, run.stop)
        flight.landed.resolve()
      },
    )
    flight.busy.set(task, row)
  }
}

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
async function handle(
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
