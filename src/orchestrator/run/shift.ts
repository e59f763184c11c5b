import { anchorKeeper } from '#orchestrator/audit/anchor-keeper.ts'
import type { Ledger } from '#orchestrator/budget/ledger.ts'
import { fanOut } from '#orchestrator/fan-out/fan-out.ts'
import type { FanOutEnd } from '#orchestrator/fan-out/flight.ts'
import type { Presence } from '#orchestrator/fan-out/presence.ts'
import type { RunTrace } from '#ports/telemetry.ts'
import type { Run } from '#records/run.ts'
import { isAway, isFull } from '#state/busy.ts'
import type { WithDb } from '#state/db.ts'
import { accountWork } from './account-work.ts'
import type { Book } from './book.ts'
import { indexKeeper } from './index-keeper.ts'
import type { OpenedRun } from './open-run.ts'
import { progressTeller } from './progress-teller.ts'
import type { RunAsk, RunVoice } from './run-ask.ts'
import { settingsOf } from './settings.ts'
import { countResult } from './tally.ts'
import type { Tally } from './tally.ts'

/** One opened run, and everything its working needs. */
export interface Shift {
  readonly book: Book & WithDb
  readonly opened: OpenedRun
  readonly ask: Pick<RunAsk, 'inFlight'> & { readonly drainMs?: number }
  readonly voice: RunVoice
  readonly tally: Tally
  readonly ledger: Ledger
  readonly presence: Presence
  readonly trace?: RunTrace | undefined
  /** How long a database that went away is waited for, in milliseconds. */
  readonly patienceMs: number
}

/** Works the open accounts of the run. Progress is said after every account. */
export async function workShift(shift: Shift): Promise<FanOutEnd> {
  const { book, opened, ask, voice, tally, ledger, presence, trace } = shift
  const { run } = opened
  const world = { ...book.world, db: book.db }
  const work = accountWork(world, { book, run, ledger, trace, stop: voice.stop })
  const index = indexKeeper(world, book.config.select)
  const anchors = anchorKeeper(world, voice.note)
  await presence.at(run.id)
  const end = await fanOut(world, {
    runId: run.id,
    presence,
    inFlight: ask.inFlight ?? book.config.inFlight,
    maxInFlight: book.config.maxInFlight,
    settings: settingsOf(book).hash,
    drainMs: ask.drainMs,
    patienceMs: shift.patienceMs,
    stop: voice.stop,
    ...work,
    onSettled(accountId, result) {
      countResult(tally, result)
      trace?.settled(accountId, result)
      index.add(accountId)
      anchors.ended()
    },
    onProgress: progressTeller({ clock: world.clock, voice, tally }),
    onAway: () => voice.note('The database went away; what is in flight waits for it.'),
  })
  // Who ends the run depends on who is at it. While the database is away or full nobody can be told.
  const isUnable = (thrown: unknown): boolean => isAway(thrown) || isFull(thrown)
  await presence.at(null).catch((thrown: unknown) => {
    if (!isUnable(thrown)) throw thrown
  })
  return Promise.all([index.done(), anchors.done()]).then(
    () => end,
    (thrown: unknown): FanOutEnd =>
      end.kind === 'broken' || isUnable(thrown) ? end : { kind: 'broken', thrown },
  )
}

/** How the run stands after its fan-out ended so. */
export const statusOf = (end: FanOutEnd): Pick<Run, 'status' | 'pausedFor'> => {
  switch (end.kind) {
    case 'done':
    case 'left':
      return { status: 'done', pausedFor: null }
    case 'paused':
      return { status: 'paused', pausedFor: end.cause }
    case 'stopped':
    case 'broken':
      return { status: 'interrupted', pausedFor: null }
  }
}
