import type { Clock } from '#base/clock.ts'
import { usd } from '#base/money.ts'
import type { RunCounts } from '#state/read/work-item.ts'
import { progressLine } from './progress.ts'
import type { RunVoice } from './run-ask.ts'
import type { Tally } from './tally.ts'

/**
 * Says how the run stands, whoever works it: what the database counts, and the pace since the first time it was told. The
 * money is this process's own where nothing else is said: a ledger that cannot be read must not end a run.
 */
export function progressTeller({
  clock,
  voice,
  tally,
}: {
  readonly clock: Clock
  readonly voice: Pick<RunVoice, 'progress'>
  readonly tally: Tally
}): (counts: RunCounts, retrying: number, spentMicroUsd?: number) => void {
  let closedBefore: number | undefined
  return (counts, retrying, spentMicroUsd = tally.usage.microUsd) => {
    const closed = counts.selected - counts.open
    closedBefore ??= closed - tally.finished
    tally.retrying = Math.max(0, tally.retrying + retrying)
    const state = {
      counts,
      retrying: tally.retrying,
      usd: usd(spentMicroUsd),
      elapsedMs: clock().getTime() - tally.startedAt.getTime(),
      finished: closed - closedBefore,
    }
    voice.progress(progressLine(state), counts.selected === 0 ? 1 : closed / counts.selected)
  }
}
