import { RunStop } from '#base/fault.ts'
import { isAway } from '#state/busy.ts'
import { runCounts } from '#state/read/work-item.ts'
import type { ClaimedRow } from '#state/write/claim.ts'
import { brake } from './brake.ts'
import { behind } from './behind.ts'
import { claim } from './claim.ts'
import type { FanOut, FanOutEnd, FanOutWorld, Flight } from './flight.ts'
import { handle } from './landing.ts'
import { asStop, isPassing } from './passing.ts'
import { retryLater } from './settle.ts'

const pollMs = 100
/** With nothing to do but to look whether somebody died, it looks less often. */
const longestPollMs = 1000
/** Accounts that land together take off together: one claim costs as much as one for many. */
const gatherMs = 25
/**
 * So many take off at a time, so far apart. Where hundreds begin at once, each step is taken by all of them before any
 * comes to the next one: no model is asked for seconds, then all are, and all answer together.
 */
const waveSize = 8
const waveMs = 100
/** Dead workers are looked for in a quiet moment, and at a claim after so long when there is none. */
const sweepMs = 2000
/** How often it is said how the run stands: it is counted over the whole run each time. */
const tellMs = 250

/**
 * Works the run's open accounts, at most `inFlight` at a time, until none is left, somebody stops it, or the brake
 * pauses it. What is in flight is finished first, or given back. Any number of processes may do so with one run; call
 * again to continue; nothing is worked twice.
 */
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
    isWave: false,
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
  const patience = Math.min(longestPollMs, pollMs * 1.3 ** flight.idle) * (0.75 + world.random() / 2)
  const hasLanded = await Promise.race([
    flight.landed.promise.then(() => true),
    world.sleep(flight.isWave ? waveMs : patience, stop).then(() => false),
  ])
  flight.isQuiet = !hasLanded && !flight.isWave
  if (flight.isQuiet) flight.idle += 1
  if (hasLanded) await world.sleep(gatherMs, stop)
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

/** Claims accounts for free places, a wave of them at most, and sets them to work. */
async function takeOff(world: FanOutWorld, run: FanOut, flight: Flight): Promise<void> {
  const free = run.inFlight - flight.busy.size
  const want = Math.min(free, waveSize)
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
  flight.isWave = claimed.length === want && want < free
  for (const row of claimed) {
    world.faults.at('claimed')
    setOff(world, run, { claimed: row, flight })
  }
}

function setOff(
  world: FanOutWorld,
  run: FanOut,
  { claimed, flight }: { readonly claimed: ClaimedRow; readonly flight: Flight },
): void {
  const task = handle(world, run, { claimed, flight }).then(
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
  flight.busy.set(task, claimed)
}
