import type { RunStop } from '#base/fault.ts'
import type { FanOutEnd } from '#orchestrator/fan-out/flight.ts'
import type { Run, RunSummary } from '#records/run.ts'
import { noUsage } from '#records/spend.ts'
import { runByKey } from '#state/read/run.ts'
import { vendorSpend } from '#state/read/spend-vendors.ts'
import { runCounts } from '#state/read/work-item.ts'
import { othersAt } from '#state/read/workers.ts'
import { endRunOnce } from '#state/write/run-status.ts'
import { putVendorStates } from '#state/write/vendor-state.ts'
import { closeRun } from './close-run.ts'
import { statusOf } from './shift.ts'
import type { Shift } from './shift.ts'
import { countUsage, summaryOf } from './tally.ts'
import { wasAsked, withVendors } from './vendors.ts'

const stopOf = ({ stopCause, message, next }: RunStop): RunSummary['stop'] => ({
  cause: stopCause,
  message,
  next: next ?? null,
})

/** Ends the run if it is for this process to end. `goesOn`: others are at it, and this process only leaves. */
async function settleStatus(
  { book, opened, presence, isWorker }: EndingShift,
  end: FanOutEnd,
): Promise<{ readonly run: Run; readonly isOurs: boolean; readonly others: number }> {
  const { db, world } = book
  const { id, key } = opened.run
  const others = await othersAt(db, id, presence.worker)
  const { status, pausedFor } = statusOf(end)
  // A worker that was asked to go leaves the run under way: the next one that comes goes on with it.
  const isAlone = others === 0 && (end.kind === 'broken' || (end.kind === 'stopped' && isWorker !== true))
  const decides = end.kind === 'paused' || isAlone
  const otherwise = decides ? { status, pausedFor } : undefined
  world.faults.at('run-ending')
  const isOurs = await endRunOnce(db, id, { now: world.clock(), otherwise })
  world.faults.at('run-ended')
  const run = await runByKey(db, key)
  if (run === undefined) throw new Error(`run ${id} was there and is gone`)
  return { run, isOurs, others }
}

function say({ voice }: EndingShift, end: FanOutEnd, others: number): void {
  if (end.kind === 'paused' && end.by === undefined)
    voice.note(`Paused: ${end.cause}. When the cause is gone, go on with: daybook run`)
  if (end.kind === 'stopped') voice.note('What was in flight is finished and kept.')
  if (others > 0 && voice.stop.aborted)
    voice.note(
      `${others === 1 ? 'Another worker goes' : `${others} other workers go`} on with this run. Who: daybook workers. How far: daybook run --watch`,
    )
}

type EndingShift = Shift & { readonly isWorker?: boolean }

/**
 * Writes down how the run stands, says it, and throws what broke it. Over all processes at the run one ends it and writes
 * its report; whoever asked for the run gets a copy where it has none.
 */
export async function endRun(shift: EndingShift, end: FanOutEnd): Promise<RunSummary> {
  const { book, opened, tally } = shift
  const world = { ...book.world, db: book.db }
  const { run, isOurs, others } = await settleStatus(shift, end)
  const vendors = await vendorSpend(book.db, { runId: run.id, since: tally.startedAt })
  countUsage(tally, { ...noUsage, microUsd: vendors })
  const counts = await runCounts(book.db, run.id)
  const told = { tally, continued: opened.continued, now: world.clock() }
  const counted = withVendors(world, summaryOf(run, counts, told))
  const by = end.kind === 'paused' ? end.by : undefined
  const summary = by === undefined ? counted : { ...counted, stop: stopOf(by) }
  await putVendorStates(world, (summary.vendors ?? []).filter(wasAsked), world.clock())
  const wantsCopy = shift.isWorker !== true && run.status !== 'running'
  if (isOurs || (wantsCopy && (await world.workspace.read(`runs/${run.id}/report.md`)) === undefined))
    await closeRun(world, run, summary)
  if (end.kind === 'broken') throw end.thrown
  say(shift, end, others)
  return summary
}
