import { usd } from '#base/money.ts'
import type { JourneyResult, Run, RunSummary } from '#records/run.ts'
import { addUsage, noUsage } from '#records/spend.ts'
import type { Usage } from '#records/spend.ts'
import type { RunCounts } from '#state/read/work-item.ts'

/** What this invocation did, counted as it happens. The run's own counts come from its work items. */
export interface Tally {
  readonly startedAt: Date
  finished: number
  retrying: number
  created: number
  updated: number
  unchanged: number
  orders: number
  queueItems: number
  usage: Usage
}

export const newTally = (startedAt: Date): Tally => ({
  startedAt,
  finished: 0,
  retrying: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  orders: 0,
  queueItems: 0,
  usage: noUsage,
})

export function countResult(tally: Tally, result: JourneyResult): void {
  tally.finished += 1
  tally.created += result.created
  tally.updated += result.updated
  tally.unchanged += result.unchanged
  tally.orders += result.orders
  tally.queueItems += result.queueItems
}

export function countUsage(tally: Tally, usage: Usage): void {
  tally.usage = addUsage(tally.usage, usage)
}

/** The object `daybook run --json` ends with: outcomes are the run's, the rest this invocation's. */
export function summaryOf(
  run: Pick<Run, 'id' | 'scored' | 'excluded' | 'model'> & Pick<RunSummary, 'status'>,
  counts: RunCounts,
  { tally, continued, now }: { readonly tally: Tally; readonly continued: boolean; readonly now: Date },
): RunSummary {
  const { microUsd, ...tokens } = tally.usage
  return {
    run: run.id,
    status: run.status,
    continued,
    scored: run.scored,
    selected: counts.selected,
    committed: counts.committed,
    held: counts.held,
    failed: counts.failed,
    none: counts.none,
    excluded: run.excluded,
    writes: { created: tally.created, updated: tally.updated, unchanged: tally.unchanged },
    orders: tally.orders,
    queueItems: tally.queueItems,
    spend: { usd: usd(microUsd), ...tokens },
    wallMs: now.getTime() - tally.startedAt.getTime(),
    model: run.model,
  }
}
