import { Fault, RunStop, worthRetrying } from '#base/fault.ts'
import type { World } from '#ports/world.ts'
import type { AccountId, RunId } from '#records/ids.ts'
import type { JourneyResult } from '#records/run.ts'
import type { Db, WithDb } from '#state/db.ts'
import { isBusy } from '#state/busy.ts'
import { runCounts } from '#state/read/work-item.ts'
import type { RunCounts } from '#state/read/work-item.ts'
import type { ClaimedRow } from '#state/write/claim.ts'
import { brake } from './brake.ts'
import { behind, type Behind } from './behind.ts'
import { claim } from './claim.ts'
import { enter } from './presence.ts'
import type { Presence } from './presence.ts'
import { retryLater, settle } from './settle.ts'

export type FanOutWorld = Pick<World, 'queue' | 'clock' | 'sleep' | 'faults'> & WithDb

/** What the fan-out needs to know of the work itself. */
export interface FanOut {
  readonly runId: RunId
  /** Accounts in flight at most, over all processes. */
  readonly inFlight: number
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

/** How the fan-out ended. `paused` names the cause, and what stopped it; `stopped` was asked for; `broken` carries a bug. */
export type FanOutEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'paused'; readonly cause: string; readonly by?: RunStop }
  | { readonly kind: 'broken'; readonly thrown: unknown }

const pollMs = 100
/** Accounts that land together take off together: one claim costs as much as one for many. */
const gatherMs = 25
/** Dead workers are looked for in a quiet moment, and every so many claims when there is none. */
const claimsPerSweep = 20
const crowdedMs = 500
/** How often it is said how the run stands: it is counted over the whole run each time. */
const tellMs = 250

/**
 * Works the run's open accounts, at most `inFlight` at a time, until none is left, somebody stops it, or the brake
 * pauses it. What is in flight is always finished first. Call again to continue; nothing is worked twice.
 */
export async function fanOut(world: FanOutWorld, run: FanOut): Promise<FanOutEnd> {
  const presence = await enter(world, `run ${run.runId}`)
  try {
    return await drive(world, run, presence)
  } finally {
    await presence.leave()
  }
}

/** The accounts in flight in this process, and how the run is to end once it is known. */
interface Flight {
  readonly busy: Set<Promise<void>>
  readonly latest: JourneyResult[]
  /** How often each work item had to wait because the database or the CRM was crowded. */
  readonly turns: Map<string, number>
  /** Says how the run stands; each item is an account, 1 when it is to be retried. */
  readonly teller: Behind<0 | 1>
  claims: number
  /** Nothing has landed for a while. */
  isQuiet: boolean
  /** Resolves as soon as an account has ended. */
  landed: PromiseWithResolvers<void>
  end: FanOutEnd | undefined
}

async function drive(world: FanOutWorld, run: FanOut, { worker }: Presence): Promise<FanOutEnd> {
  const teller = behind<0 | 1>(
    async (retried) => run.onProgress(await runCounts(world.db, run.runId), retried.filter(Boolean).length),
    (hurry) => world.sleep(tellMs, hurry),
  )
  const landed = Promise.withResolvers<void>()
  const flight: Flight = {
    busy: new Set(),
    latest: [],
    turns: new Map(),
    teller,
    claims: 0,
    isQuiet: true,
    landed,
    end: undefined,
  }
  const end = await fly(world, run, { worker, flight })
  // What broke behind the work ends the run like what broke in it: settled, marked, then told.
  return teller.done().then(
    () => end,
    (thrown: unknown) => endBy(thrown, end, run.stop),
  )
}

async function fly(
  world: FanOutWorld,
  run: FanOut,
  { worker, flight }: { readonly worker: number; readonly flight: Flight },
): Promise<FanOutEnd> {
  while (true) {
    flight.landed = Promise.withResolvers<void>()
    if (run.stop.aborted) flight.end ??= { kind: 'stopped' }
    try {
      if (flight.end === undefined && flight.busy.size < run.inFlight)
        await takeOff(world, run, { worker, flight })
      if (flight.busy.size === 0) {
        if (flight.end !== undefined && flight.end.kind !== 'stopped') return flight.end
        // Asked to stop when nothing was left to do: that is done, not interrupted.
        if ((await runCounts(world.db, run.runId)).open === 0) return { kind: 'done' }
        if (flight.end !== undefined) return flight.end
      }
    } catch (thrown) {
      if (!isBusy(thrown)) flight.end = endBy(thrown, flight.end, run.stop)
    }
    const stop = flight.end === undefined ? run.stop : undefined
    flight.isQuiet = await Promise.race([
      flight.landed.promise.then(() => false),
      world.sleep(pollMs, stop).then(() => true),
    ])
    if (!flight.isQuiet) await world.sleep(gatherMs, stop)
  }
}

/** A reason to stop pauses the run; a bug breaks it, whatever else was about to end it. */
function endBy(thrown: unknown, end: FanOutEnd | undefined, stop: AbortSignal): FanOutEnd {
  if (!(thrown instanceof RunStop)) return end?.kind === 'broken' ? end : { kind: 'broken', thrown }
  // Whoever waits for money or for the model gives up when the run is asked to stop.
  return end ?? (stop.aborted ? { kind: 'stopped' } : { kind: 'paused', cause: thrown.message, by: thrown })
}

/** Claims as many accounts as there are free places and sets them to work. */
async function takeOff(
  world: FanOutWorld,
  run: FanOut,
  { worker, flight }: { readonly worker: number; readonly flight: Flight },
): Promise<void> {
  const want = run.inFlight - flight.busy.size
  const isBrisk = !flight.isQuiet && flight.claims % claimsPerSweep !== 0
  flight.claims += 1
  const ask = { runId: run.runId, worker, want, cap: run.inFlight, isBrisk, onGiveUp: run.onFailure }
  const { claimed } = await claim(world, ask)
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
    flight.busy.add(task)
  }
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
    if (isCrowded(thrown, flight, claimed)) return waitForTurn(world, claimed)
    if (!(thrown instanceof Fault)) throw thrown
    if (thrown instanceof RunStop) {
      await retryLater(world, claimed, 0)
      throw thrown
    }
    const isPausing = flight.end?.kind === 'paused'
    // What passes is, while the run is pausing for it, not this account's failure: it keeps its place and its one retry.
    if (worthRetrying(thrown.kind) && (isPausing || claimed.model_failures === 0))
      await retryLater(world, claimed, isPausing ? 0 : 1)
    else result = await giveToPerson(world, run, { claimed, fault: thrown })
  }
  if (result !== undefined) run.onSettled(claimed.account_id, result)
  flight.teller.add(result === undefined ? 1 : 0)
  return result
}

const mostTurns = 5

/** A crowded database or a CRM that asks us to slow down is nobody's failure, unless it goes on and on. */
function isCrowded(thrown: unknown, { turns }: Flight, claimed: ClaimedRow): boolean {
  const slowDown = thrown instanceof Fault && thrown.kind === 'throttled'
  if (!isBusy(thrown) && !slowDown) return false
  const count = (turns.get(claimed.id) ?? 0) + 1
  turns.set(claimed.id, count)
  return count <= mostTurns
}

/** Gives the account back for a later turn; it keeps its one retry. */
async function waitForTurn(world: FanOutWorld, claimed: ClaimedRow): Promise<undefined> {
  for (;;) {
    await world.sleep(crowdedMs)
    try {
      await retryLater(world, claimed, 0)
      return undefined
    } catch (thrown) {
      if (!isBusy(thrown)) throw thrown
    }
  }
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
