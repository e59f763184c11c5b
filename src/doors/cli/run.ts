import type { Command } from 'commander'
import { InvalidArgumentError, Option } from 'commander'
import { Fault } from '#base/fault.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import type { RunAsk } from '#orchestrator/run/run-ask.ts'
import type { RunSummary } from '#records/run.ts'
import { ModelProvider } from '#records/config.ts'
import { SkillName } from '#records/words.ts'
import type { Cli, ModelSettings, OpenBook } from './cli.ts'
import { mayRun } from './before-run.ts'
import { exitOfStop } from './exit-of-stop.ts'
import { runScreen } from './run-screen.ts'

/** A whole number of at least `least`, or a usage error that names what was got. */
export const wholeNumber =
  (least: number, most = 1_000_000) =>
  (text: string): number => {
    const value = Number(text)
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(
        `expected a whole number from ${least} to ${most}, got ${JSON.stringify(text)}`,
      )
    return value
  }

const providers = ModelProvider.options

interface RunFlags {
  readonly model?: ModelProvider
  readonly recording?: string
  readonly yes?: true
  readonly limit?: number
  readonly more?: number
  readonly again?: true
  readonly reword?: number
  readonly inFlight?: number
  readonly watch?: true
  readonly latency?: number
  readonly dryRun?: true
  readonly skill?: SkillName
}

const askOf = (flags: RunFlags): RunAsk => {
  if (flags.more !== undefined && flags.again === true)
    throw new Fault('refused', '--more and --again exclude each other', 'use one of them')
  if (flags.reword !== undefined && flags.again !== true)
    throw new Fault('refused', '--reword words an earlier pass anew and needs --again', 'add --again')
  if (flags.model === 'recorded' && flags.recording === undefined)
    throw new Fault(
      'refused',
      '--model recorded plays one run and was not told which',
      'add --recording RUN, with the name of a folder in runs/',
    )
  return {
    limit: flags.limit,
    more: flags.more,
    again: flags.again ?? false,
    dryRun: flags.dryRun ?? false,
    inFlight: flags.inFlight,
    watch: flags.watch ?? false,
    skill: flags.skill,
  }
}

const settingsOf = ({ reword, latency, model, recording }: RunFlags): ModelSettings => ({
  reword,
  latencyMs: latency,
  provider: model,
  recording,
})

/** Works the book with progress on stderr and ends the process with the right code. */
export async function workAndShow(cli: Cli, book: OpenBook, ask: RunAsk): Promise<RunSummary> {
  const summary = await workTheBook(book, ask, {
    stop: cli.stopSignal,
    note: (line) => cli.print.note(line),
    progress: (line, share) => cli.print.progress(line, share),
  })
  if (summary.status === 'interrupted' || summary.status === 'running') cli.exitWith(130)
  else if (summary.stop !== undefined) cli.exitWith(exitOfStop[summary.stop.cause])
  else if (summary.status === 'paused') cli.exitWith(3)
  else if (!ask.dryRun && (summary.held > 0 || summary.failed > 0 || summary.orders > 0)) cli.exitWith(3)
  return summary
}

async function run(cli: Cli, flags: RunFlags): Promise<void> {
  const ask = askOf(flags)
  const book = await cli.openBook(settingsOf(flags))
  try {
    await mayRun(cli, book, { ...ask, yes: flags.yes ?? false })
    const summary = await workAndShow(cli, book, ask)
    cli.print.result(summary, runScreen(summary, cli.print))
  } finally {
    await book.close()
  }
}

/** What a run may be asked, one line of help each. */
const withOptions = (command: Command): Command =>
  command
    .option(
      '--limit <n>',
      'accounts to work (default: select.limit of daybook.toml, 200)',
      wholeNumber(1, 10_000),
    )
    .option('--more <n>', "add the next n of today's ranking", wholeNumber(1, 10_000))
    .option('--again', 'work the same accounts once more; nothing is added twice')
    .option(
      '--reword <seed>',
      'with --again: the offline model says everything in other words',
      wholeNumber(0),
    )
    .option('--in-flight <n>', 'accounts worked at the same time by this process', wholeNumber(1, 500))
    .option('--watch', 'begin the run and watch the workers; do none of the work')
    .option(
      '--latency <ms>',
      'the offline model waits this long per turn, as a real one would',
      wholeNumber(0, 600_000),
    )
    .addOption(
      new Option('--skill <name>', 'one kind of work for all, in a run of its own').choices(
        SkillName.options,
      ),
    )
    .addOption(
      new Option(
        '--model <provider>',
        'the model for this invocation (default: model.provider of daybook.toml)',
      ).choices(providers),
    )
    .option('--recording <run>', 'with --model recorded: the run in runs/ whose transcripts are played')
    .option('--yes', 'spend what the estimate says without being asked')
    .option('--dry-run', 'show what would be worked; change nothing')

/** `daybook run`: works the most deserving part of the book. The same day is the same run. */
export function registerRun(program: Command, cli: Cli): void {
  const command = program
    .command('run')
    .description('rank the whole book and work the top of it; the same day continues the same run')
  withOptions(command)
    .addHelpText(
      'after',
      '\nExamples:\n  $ daybook run\n  $ daybook run --limit 50 --json\n  $ daybook run --more 20\n  $ daybook run --skill account-plan --limit 10\n  $ daybook run --model anthropic --limit 10\n\nExit codes: 0 nothing waits for you · 3 done, and people are needed · 4 the key or a model id is not good · 5 a budget is used up; nothing is lost · 130 interrupted; run again to continue.',
    )
    .action((flags: RunFlags) => run(cli, flags))
}
