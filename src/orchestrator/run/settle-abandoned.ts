import { laneOf } from '#orchestrator/fan-out/claim.ts'
import type { FanOutEnd } from '#orchestrator/fan-out/flight.ts'
import type { RunId } from '#records/ids.ts'
import { runsByPrefix } from '#state/read/run.ts'
import { runCounts } from '#state/read/work-item.ts'
import { endRunOnce, setRunStatus } from '#state/write/run-status.ts'
import { reopenHalfDone } from '#state/write/settle.ts'
import { abandonedRuns, supersede } from '#state/write/supersede.ts'
import { putTickets } from './open-run.ts'
import { settingsOf } from './settings.ts'
import { statusOf, workShift } from './shift.ts'
import type { Shift } from './shift.ts'

/**
 * Runs that a crash or an interruption left behind are brought to an end before a new ranking is made. One that cannot
 * be finished now does not stop the day; it is tried again with the next run. So is an account that failed, or crashed too
 * often, after its effects were decided: they may not wait for the CRM for ever.
 */
export async function settleAbandoned(shift: Omit<Shift, 'opened'>, today: RunId): Promise<void> {
  const { book, voice } = shift
  const { db, world } = book
  await reopenHalfDone(db, today)
  for (const id of await abandonedRuns(db, today)) {
    const run = (await runsByPrefix(db, id)).find((one) => one.id === id)
    if (run === undefined) throw new Error(`run ${id} has accounts and is not there`)
    const count = await supersede(db, id, { run: today, now: world.clock() })
    // Under way again with what this process has: a worker may help, and claims are only for runs that are.
    const goesOn = { status: 'running', settings: settingsOf(book) } as const
    await setRunStatus(db, id, { ...goesOn, now: world.clock() })
    const left = await runCounts(db, id)
    let end: FanOutEnd = { kind: 'done' }
    if (left.open > 0) {
      await world.queue.open(laneOf(id))
      await db.transaction().execute((trx) => putTickets(world, trx, run))
      end = await workShift({ ...shift, opened: { run, continued: true, isStored: true } })
    }
    const { status, pausedFor } = statusOf(end)
    await endRunOnce(db, id, { now: world.clock(), otherwise: { status, pausedFor } })
    voice.note(
      `An earlier run was left unfinished (${id}): ${count} accounts it had not begun are ranked again.`,
    )
  }
}
