import { usd } from '#base/money.ts'
import type { Ledger } from '#orchestrator/budget/ledger.ts'
import { fanOut } from '#orchestrator/fan-out/fan-out.ts'
import type { FanOutEnd } from '#orchestrator/fan-out/fan-out.ts'
import type { Run } from '#records/run.ts'
import type { WithDb } from '#state/db.ts'
import { accountWork } from './account-work.ts'
import type { Book } from './book.ts'
import { indexKeeper } from './index-keeper.ts'
import type { OpenedRun } from './open-run.ts'
import { progressLine } from './progress.ts'
import type { RunAsk, RunVoice } from './run-ask.ts'
import { countResult } from './tally.ts'
import type { Tally } from './tally.ts'

/** One opened run, and everything its working needs. */
export interface Shift {
  readonly book: Book & WithDb
  readonly opened: OpenedRun
  readonly ask: RunAsk
  readonly voice: RunVoice
  readonly tally: Tally
  readonly ledger: Ledger
}

/** Works the open accounts of the run. Progress is said after every account. */
export async function workShift({ book, opened, ask, voice, tally, ledger }: Shift): Promise<FanOutEnd> {
  const { run } = opened
  const world = { ...book.world, db: book.db }
  const work = accountWork(world, { book, run, ledger, stop: voice.stop })
  const index = indexKeeper(world, book.config.select)
  const end = await fanOut(world, {
    runId: run.id,
    inFlight: ask.inFlight ?? book.config.inFlight,
    stop: voice.stop,
    ...work,
    onSettled(accountId, result) {
      countResult(tally, result)
      index.add(accountId)
    },
    onProgress(counts, retrying) {
      tally.retrying = Math.max(0, tally.retrying + retrying)
      const elapsedMs = world.clock().getTime() - tally.startedAt.getTime()
      const state = {
        counts,
        retrying: tally.retrying,
        usd: usd(tally.usage.microUsd),
        elapsedMs,
        finished: tally.finished,
      }
      voice.progress(progressLine(state), counts.selected === 0 ? 1 : 1 - counts.open / counts.selected)
    },
  })
  return index.done().then(
    () => end,
    (thrown: unknown): FanOutEnd => (end.kind === 'broken' ? end : { kind: 'broken', thrown }),
  )
}

/** How the run stands after its fan-out ended so. */
export const statusOf = (end: FanOutEnd): Pick<Run, 'status' | 'pausedFor'> => {
  switch (end.kind) {
    case 'done':
      return { status: 'done', pausedFor: null }
    case 'paused':
      return { status: 'paused', pausedFor: end.cause }
    case 'stopped':
    case 'broken':
      return { status: 'interrupted', pausedFor: null }
  }
}
