import { Fault } from '#base/fault.ts'
import type { World } from '#ports/world.ts'
import type { Run, RunSummary } from '#records/run.ts'
import type { WithDb } from '#state/db.ts'
import { runConflicts } from '#state/read/run-conflicts.ts'
import { feasibilityOf } from '#state/read/run-feasibility.ts'
import { runResults } from '#state/read/work-item.ts'
import { putVendorStates } from '#state/write/vendor-state.ts'
import { reportOf } from './report.ts'
import { wasAsked } from './vendors.ts'

/** Keeps how vendors behaved, and writes runs/<id>/report.md and run.json. A disk that is full loses the report, never the run: the tables hold it. */
export async function closeRun(
  world: Pick<World, 'workspace'> & WithDb,
  run: Run,
  summary: RunSummary,
): Promise<void> {
  const [results, conflicts, feasibility] = await Promise.all([
    runResults(world.db, run.id),
    runConflicts(world.db, run.id),
    feasibilityOf(world.db, run.id),
  ])
  await putVendorStates(
    world,
    (summary.vendors ?? []).filter(wasAsked),
    new Date(run.endedAt ?? run.startedAt),
  )
  try {
    await world.workspace.write(
      `runs/${run.id}/report.md`,
      reportOf({ run, summary, results, conflicts, feasibility }),
    )
    await world.workspace.write(
      `runs/${run.id}/run.json`,
      `${JSON.stringify({ ...run, summary }, null, 2)}\n`,
    )
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
  }
}
