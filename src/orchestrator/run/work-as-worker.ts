// A worker of its own: it waits for runs that others begin.
//   waiting  leaves by: a run is under way that it may join -> working; asked to stop -> gone
//   working  leaves by: nothing of the run is open, somebody paused it -> waiting; asked to stop: it drains -> gone
// When the database goes away it says so and tries again, for ever: whoever started it may stop it.
import { refuseRestored } from '#orchestrator/backup/restored.ts'
import { openLedger } from '#orchestrator/budget/ledger.ts'
import { laneOf } from '#orchestrator/fan-out/claim.ts'
import { enter } from '#orchestrator/fan-out/presence.ts'
import type { Presence } from '#orchestrator/fan-out/presence.ts'
import { watched } from '#ports/telemetry.ts'
import { isAway, isBusy, isFull } from '#state/busy.ts'
import type { WithDb } from '#state/db.ts'
import { runByKey } from '#state/read/run.ts'
import { runsUnderWay } from '#state/read/runs-under-way.ts'
import type { RunUnderWay } from '#state/read/runs-under-way.ts'
import type { Book } from './book.ts'
import { endRun } from './end-run.ts'
import type { RunVoice } from './run-ask.ts'
import { selfOf, settingsOf, whyNotJoin } from './settings.ts'
import { workShift } from './shift.ts'
import { countUsage, newTally } from './tally.ts'

const firstLookMs = 250
const longestLookMs = 2000

export interface WorkerAsk {
  readonly inFlight?: number | undefined
  /** Once asked to stop, what is in flight is given back after so many milliseconds. */
  readonly drainMs: number
}

/** What a worker did while it was there. */
export interface WorkerSummary {
  readonly runs: number
  readonly accounts: number
  readonly modelCalls: number
  readonly microUsd: number
  /** Accounts may still be under way here that were given back: nothing they say counts, and nobody need wait for them. */
  readonly isHurried: boolean
}

type Total = { -readonly [K in keyof WorkerSummary]: WorkerSummary[K] }

type WorkerBook = Book & WithDb

interface Needs {
  readonly book: WorkerBook
  readonly ask: WorkerAsk
  readonly voice: RunVoice
  readonly presence: Presence
}

/** The first run it may join. Each refusal is said once, and kept for `daybook workers`. */
function chooser({ book, presence, voice }: Needs) {
  const mine = settingsOf(book)
  let refused = ''
  return async (): Promise<RunUnderWay | undefined> => {
    let refuses: string | undefined
    for (const run of await runsUnderWay(book.db)) {
      const no = whyNotJoin(run, mine, book.world.model.name)
      if (no === undefined) return run
      refuses ??= `${no.why} → ${no.next}`
    }
    if ((refuses ?? '') !== refused) {
      refused = refuses ?? ''
      await presence.at(null, refuses)
      if (refuses !== undefined) voice.note(`Not joined: ${refuses}`)
    }
    return undefined
  }
}

/** Works one run until nothing of it is open, and counts it into `total`. Throws what broke it. */
async function join(
  { book, ask, voice, presence }: Needs,
  { id, key }: RunUnderWay,
  total: Total,
): Promise<void> {
  const world = { ...book.world, db: book.db }
  const run = await runByKey(book.db, key)
  if (run === undefined) throw new Error(`run ${id} was there and is gone`)
  await world.queue.open(laneOf(id))
  voice.note(`Joined run ${id}.`)
  const tally = newTally(world.clock())
  const ledger = openLedger(world, { stop: voice.stop, onUsage: (usage) => countUsage(tally, usage) })
  const opened = { run, continued: true, isStored: true }
  const trace = await world.telemetry?.run({ id, role: 'worker' })
  const shift = { book, opened, ask, voice, tally, ledger, presence, trace, patienceMs: Infinity }
  let isStopped = false
  const working = workShift(shift).then((end) => {
    isStopped = end.kind === 'stopped'
    return endRun({ ...shift, isWorker: true }, end)
  })
  const { status } = await watched(trace, working)
  voice.note(`Left run ${id} (${status}): ${tally.finished} accounts worked here.`)
  total.runs += 1
  total.accounts += tally.finished
  total.modelCalls += tally.usage.modelCalls
  total.microUsd += tally.usage.microUsd
  total.isHurried ||= isStopped
}

/** Looks for runs and joins them until asked to stop, with longer pauses while there is nothing to do. */
async function loop(needs: Needs, total: Total): Promise<void> {
  const { book, voice } = needs
  const { sleep, random } = book.world
  const next = chooser(needs)
  let wait = firstLookMs
  while (!voice.stop.aborted) {
    const before = total.accounts
    try {
      const run = await next()
      if (run !== undefined) await join(needs, run, total)
    } catch (thrown) {
      if (!isAway(thrown) && !isBusy(thrown) && !isFull(thrown)) throw thrown
      const what = isFull(thrown) ? 'has no disk space left' : 'does not answer'
      voice.note(`The database ${what}; trying again in ${(wait / 1000).toFixed(1)} s.`)
    }
    // Also after a run: one that others are still finishing is not asked for again at once.
    await sleep(wait * (0.75 + random() / 2), voice.stop)
    wait = total.accounts > before ? firstLookMs : Math.min(longestLookMs, wait * 1.5)
  }
}

/**
 * Joins every run of the book that is under way, one after the other, until it is asked to stop. It decides nothing about
 * a run but what every process at it does: whoever finds it finished first ends it. Throws a bug; everything in flight was
 * settled or is taken back by others then.
 */
export async function workAsWorker(
  book: WorkerBook,
  ask: WorkerAsk,
  voice: RunVoice,
): Promise<WorkerSummary> {
  await refuseRestored(book)
  const { world } = book
  const presence = await enter({ ...world, db: book.db }, { ...selfOf(book), note: 'worker' })
  world.faults.at('worker-entered')
  const total = { runs: 0, accounts: 0, modelCalls: 0, microUsd: 0, isHurried: false }
  try {
    await loop({ book, ask, voice, presence }, total)
    return total
  } finally {
    await presence.leave()
  }
}
