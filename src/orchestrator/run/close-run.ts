import { Fault } from '#base/fault.ts'
import type { World } from '#ports/world.ts'
import type { Run, RunSummary } from '#records/run.ts'
import type { WithDb } from '#state/db.ts'
import { runConflicts } from '#state/read/run-conflicts.ts'
import { feasibilityOf } from '#state/read/run-feasibility.ts'
import { spendBy } from '#state/read/spend-by.ts'
import { runResults } from '#state/read/work-item.ts'
import { reportOf } from './report.ts'

/** Writes runs/<id>/report.md and run.json. A disk that is full loses the report, never the run: the tables hold it. */
export async function closeRun(
  world: Pick<World, 'workspace'> & WithDb,
  run: Run,
  summary: RunSummary,
): Promise<void> {
  const [results, conflicts, feasibility, spent] = await Promise.all([
    runResults(world.db, run.id),
    runConflicts(world.db, run.id),
    feasibilityOf(world.db, run.id),
    // A ledger that cannot be read costs the report its money line, not the run its end.
    spendBy(world.db, 'model', { since: undefined, runId: run.id }).catch(() => undefined),
  ])
  try {
    await world.workspace.write(
      `runs/${run.id}/report.md`,
      reportOf({ run, summary, results, conflicts, feasibility, spent }),
    )
    await world.workspace.write(
      `runs/${run.id}/run.json`,
      `${JSON.stringify({ ...run, summary }, null, 2)}\n`,
    )
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
  }
}
