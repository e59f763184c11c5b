import type { NamedCase } from './case-reading.ts'
import { judged } from './judge.ts'
import { runCase, type Bench, type CaseRun } from './run-case.ts'

/** How a folder of cases is run. */
export interface EvalAsk {
  readonly cases: readonly NamedCase[]
  /** The provider, which picks the known misses. */
  readonly provider: string
  /** A model that grades each proposal beside the properties. */
  readonly judge: boolean
  readonly stop: AbortSignal
  readonly onCase: (run: CaseRun, done: number) => Promise<void> | void
}

/**
 * Runs the cases one after the other: the second case of a skill finds the prompt cache warm. Ends early on `stop`;
 * what is done is returned. Throws RunStop when no further call makes sense.
 */
export async function evaluate(bench: Bench, ask: EvalAsk): Promise<readonly CaseRun[]> {
  const runs: CaseRun[] = []
  for (const named of ask.cases) {
    if (ask.stop.aborted) break
    const worked = await runCase(bench, named, ask.provider)
    const run = ask.judge ? await judged(bench.model, worked) : worked
    runs.push(run)
    await ask.onCase(run, runs.length)
  }
  return runs
}
