import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { Fault } from '#base/fault.ts'
import { usd } from '#base/money.ts'
import type { NamedCase } from '#orchestrator/eval/case-reading.ts'
import { compare, hasFailed, resultOf } from '#orchestrator/eval/compare.ts'
import { evaluate } from '#orchestrator/eval/evaluate.ts'
import type { CaseRun } from '#orchestrator/eval/run-case.ts'
import { ModelProvider } from '#records/config.ts'
import { addUsage, noUsage } from '#records/spend.ts'
import { checkModel } from './check-model.ts'
import type { Cli, OpenBench } from './cli.ts'
import { keepRecording, keepResult, lastResult, readCases, recordingsIn } from './eval-files.ts'
import { evalScreen, evalSummary } from './eval-screen.ts'
import { refuse } from './refuse.ts'

interface EvalFlags {
  readonly model: ModelProvider
  readonly case?: string
  readonly judge?: true
  readonly record?: true
  readonly accept?: true
  readonly yes?: true
}

function chosen(cases: readonly NamedCase[], flags: EvalFlags): readonly NamedCase[] {
  const found = flags.case === undefined ? cases : cases.filter(({ name }) => name === flags.case)
  if (found.length > 0) return found
  const names = cases.map(({ name }) => name).join(', ') || 'none'
  throw new Fault('refused', `no case ${flags.case ?? ''}`.trim(), `there are: ${names}`)
}

/** What the cases would cost a paid model, from the conversations the offline drafter has over them. */
async function estimate(
  cli: Cli,
  cases: readonly NamedCase[],
  paid: OpenBench,
): Promise<{ calls: number; usd: number }> {
  const offline = await cli.openBench({ provider: 'offline', recordings: '', stop: cli.stopSignal })
  const ask = { provider: 'offline', judge: false, stop: cli.stopSignal, onCase: () => {} }
  const runs = await evaluate(offline, { ...ask, cases })
  const usage = runs.reduce((sum, { outcome }) => addUsage(sum, outcome.usage), noUsage)
  return { calls: usage.modelCalls, usd: usd(paid.model.price('work', usage)) }
}

/** A paid model is asked only after a yes to what it will cost. */
async function mayCost(
  cli: Cli,
  cases: readonly NamedCase[],
  of: { bench: OpenBench; flags: EvalFlags },
): Promise<boolean> {
  const { bench, flags } = of
  if (!bench.isPaid) return true
  await checkModel(bench.model)
  const about = await estimate(cli, cases, bench)
  const words = `${cases.length} cases by ${bench.label}: about ${about.calls} model calls and USD ${about.usd.toFixed(2)}${flags.judge === true ? ', and as many judgements' : ''}; the book's caps hold`
  if (flags.yes === true) {
    cli.print.note(words)
    return true
  }
  const answer = await cli.askLine(`${words}. Type yes to spend it: `)
  if (answer?.trim().toLowerCase() === 'yes') return true
  const next = 'the same command with --yes, or on a terminal'
  refuse(cli, { exit: 2, code: 'refused', message: `${words}. Nothing was asked yet.`, next })
  return false
}

async function run(
  cli: Cli,
  folder: string,
  of: { cases: readonly NamedCase[]; bench: OpenBench; flags: EvalFlags },
) {
  const { cases, bench, flags } = of
  return evaluate(bench, {
    cases,
    provider: bench.model.name,
    judge: flags.judge === true,
    stop: cli.stopSignal,
    async onCase({ outcome, transcript }: CaseRun, done) {
      cli.print.progress(`${done} of ${cases.length}: ${outcome.case}`, done / cases.length)
      if (flags.record === true && transcript !== undefined) await keepRecording(folder, transcript)
    },
  })
}

async function show(
  cli: Cli,
  folder: string,
  of: { runs: readonly CaseRun[]; label: string; isWhole: boolean; flags: EvalFlags },
) {
  const { runs, label, isWhole, flags } = of
  const outcomes = runs.map(({ outcome }) => outcome)
  const last = await lastResult(folder, label)
  const found = compare(outcomes, last, { isWhole })
  const failed = hasFailed(found)
  // A run that is worse must be seen as worse until it is mended or accepted.
  const keeps = isWhole && (!failed || flags.accept === true)
  const kept = keeps ? await keepResult(folder, resultOf(label, outcomes)) : null
  const value = { model: label, ...evalSummary(outcomes), ...found, outcomes, kept, failed }
  cli.print.result(
    { ...value, failed: found.failed, ok: !failed },
    evalScreen(outcomes, { ...found, model: label, hasLast: last !== undefined }, cli.print),
  )
  if (isWhole && !keeps) cli.print.note('This run is not kept as the last one; --accept keeps it.')
  if (failed) cli.exitWith(1)
}

async function evalFolder(cli: Cli, given: string | undefined, flags: EvalFlags): Promise<void> {
  const folder = resolve(cli.cwd, given ?? 'evals')
  const all = await readCases(folder)
  const cases = chosen(all, flags)
  const { stopSignal: stop } = cli
  const bench = await cli.openBench({ provider: flags.model, recordings: recordingsIn(folder), stop })
  try {
    if (flags.judge === true && !bench.isPaid)
      throw new Fault('refused', `${bench.label} cannot judge`, '--judge goes with --model anthropic')
    if (!(await mayCost(cli, cases, { bench, flags }))) return
    const runs = await run(cli, folder, { cases, bench, flags })
    const isWhole = runs.length === all.length
    await show(cli, folder, { runs, label: bench.label, isWhole, flags })
    if (cli.stopSignal.aborted) cli.exitWith(130)
  } finally {
    await bench.close()
  }
}

/** `daybook eval`: runs a folder of cases and says which properties of the proposals hold, and what changed since last time. */
export function registerEval(program: Command, cli: Cli): void {
  program
    .command('eval')
    .description('run a folder of cases and check what is proposed; exit 1 when something got worse')
    .argument('[folder]', 'holds cases/*.json (default: evals)')
    .addOption(
      new Option('--model <provider>', 'who works the cases')
        .choices(ModelProvider.options)
        .default('offline'),
    )
    .option('--case <name>', 'this case only')
    .option('--record', 'store the conversations, for --model recorded')
    .option('--judge', 'let a paid model grade each proposal, too; advice only')
    .option('--accept', 'keep this run as the last one although something got worse')
    .option('--yes', 'a paid model may be asked at the estimated cost')
    .addHelpText(
      'after',
      '\nExamples:\n  $ daybook eval\n  $ daybook eval --case reply-unsubscribe\n  $ daybook eval --model anthropic --judge\n\nExit codes: 0 nothing got worse · 1 something did, or a property is missed that is not marked as known · 2 usage, or not confirmed · 4 the key or a model id is not good · 130 interrupted. The form of a case: docs/evals.md.',
    )
    .action((folder: string | undefined, flags: EvalFlags) => evalFolder(cli, folder, flags))
}
