import type { RunStop } from '#base/fault.ts'
import type { FanOutEnd } from '#orchestrator/fan-out/fan-out.ts'
import type { Run, RunSummary } from '#records/run.ts'
import { noUsage } from '#records/spend.ts'
import { vendorSpend } from '#state/read/spend-vendors.ts'
import { runCounts } from '#state/read/work-item.ts'
import { setRunStatus } from '#state/write/run-status.ts'
import { closeRun } from './close-run.ts'
import { statusOf } from './shift.ts'
import type { Shift } from './shift.ts'
import { countUsage, summaryOf } from './tally.ts'
import { withVendors } from './vendors.ts'

const stopOf = ({ stopCause, message, next }: RunStop): RunSummary['stop'] => ({
  cause: stopCause,
  message,
  next: next ?? null,
})

/** Writes down how the run stands, says it, and throws what broke it. */
export async function endRun({ book, opened, voice, tally }: Shift, end: FanOutEnd): Promise<RunSummary> {
  const world = { ...book.world, db: book.db }
  const { status, pausedFor } = statusOf(end)
  const run: Run = { ...opened.run, status, pausedFor, endedAt: world.clock().toISOString() }
  await setRunStatus(book.db, run.id, {
    status,
    now: world.clock(),
    ...(pausedFor === null ? {} : { pausedFor }),
  })
  const vendors = await vendorSpend(book.db, { runId: run.id, since: tally.startedAt })
  countUsage(tally, { ...noUsage, microUsd: vendors })
  const counts = await runCounts(book.db, run.id)
  const told = { tally, continued: opened.continued, now: world.clock() }
  const counted = withVendors(world, summaryOf(run, counts, told))
  const by = end.kind === 'paused' ? end.by : undefined
  const summary = by === undefined ? counted : { ...counted, stop: stopOf(by) }
  await closeRun(world, run, summary)
  if (end.kind === 'broken') throw end.thrown
  if (end.kind === 'paused' && by === undefined)
    voice.note(`Paused: ${end.cause}. When the cause is gone, go on with: daybook run`)
  if (end.kind === 'stopped') voice.note('What was in flight is finished and kept.')
  return summary
}
