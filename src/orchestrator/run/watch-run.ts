import type { FanOutEnd } from '#orchestrator/fan-out/flight.ts'
import { isAway, isBusy } from '#state/busy.ts'
import { runByKey } from '#state/read/run.ts'
import { spentByRun } from '#state/read/spend-of-run.ts'
import { othersAt } from '#state/read/workers.ts'
import { runCounts } from '#state/read/work-item.ts'
import { progressTeller } from './progress-teller.ts'
import type { Shift } from './shift.ts'

const lookMs = 500
const looksAlone = 20

/** Watches the workers of a run until it is over or somebody stops watching; touches nothing. */
export async function watchRun({ book, opened, voice, tally }: Shift): Promise<FanOutEnd> {
  const { db, world } = book
  const tell = progressTeller({ clock: world.clock, voice, tally })
  let alone = 0
  while (!voice.stop.aborted) {
    try {
      tell(await runCounts(db, opened.run.id), 0, await spentByRun(db, opened.run.id))
      if ((await runByKey(db, opened.run.key))?.status !== 'running') break
      alone = (await othersAt(db, opened.run.id, undefined)) > 0 ? 0 : alone + 1
      if (alone % looksAlone === looksAlone - 1)
        voice.note('Nobody works on this run now. Start a worker: daybook worker')
    } catch (thrown) {
      if (!isAway(thrown) && !isBusy(thrown)) throw thrown
    }
    await world.sleep(lookMs, voice.stop)
  }
  return { kind: 'left' }
}
