import type { Command } from 'commander'
import { Option } from 'commander'
import { Fault } from '#base/fault.ts'
import { usd } from '#base/money.ts'
import { workAsWorker } from '#orchestrator/run/work-as-worker.ts'
import { ModelProvider } from '#records/config.ts'
import { checkModel } from './check-model.ts'
import type { Cli, OpenBook } from './cli.ts'
import { wholeNumber } from './run.ts'

interface WorkerFlags {
  readonly inFlight?: number
  readonly name?: string
  readonly drain: number
  readonly model?: ModelProvider
  readonly latency?: number
}

const longestWaitSeconds = 30

/** Opens the book as soon as its database answers; undefined: asked to stop before it did. */
async function openPatiently(cli: Cli, { model, latency }: WorkerFlags): Promise<OpenBook | undefined> {
  for (let seconds = 1; !cli.stopSignal.aborted; seconds = Math.min(longestWaitSeconds, seconds * 2)) {
    try {
      return await cli.openBook({ provider: model, latencyMs: latency })
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.kind === 'refused') throw thrown
      cli.print.note(`${thrown.message} Trying again in ${seconds} s.`)
      await cli.sleep(seconds * 1000, cli.stopSignal)
    }
  }
  return undefined
}

async function work(cli: Cli, flags: WorkerFlags): Promise<void> {
  const opened = await openPatiently(cli, flags)
  if (opened === undefined) return
  const book = { ...opened, self: { ...opened.self, name: flags.name ?? opened.self.name } }
  let isHurried = false
  try {
    await checkModel(book.world.model)
    cli.print.note(`Worker ${book.self.name} waits for runs of the book "${book.config.name}".`)
    const done = await workAsWorker(
      book,
      { inFlight: flags.inFlight, drainMs: flags.drain * 1000 },
      { stop: cli.stopSignal, note: (line) => cli.print.note(line), progress: () => {} },
    )
    ;({ isHurried } = done)
    const { runs, accounts, modelCalls } = done
    const spent = usd(done.microUsd)
    cli.print.result(
      { worker: book.self.name, runs, accounts, modelCalls, usd: spent },
      `Worker ${book.self.name} ended: ${accounts} accounts worked in ${runs} ${runs === 1 ? 'run' : 'runs'}, ${modelCalls} model calls, $${spent.toFixed(2)}.`,
    )
  } finally {
    await book.close()
  }
  // Answers that nobody needs any more must not keep the process.
  if (isHurried) cli.leaveNow(0)
}

/** `daybook worker`: joins every run of the book that is under way, until it is stopped. Any number, on any machine. */
export function registerWorker(program: Command, cli: Cli): void {
  program
    .command('worker')
    .description('wait for runs of this book and work in them, together with all other workers')
    .option('--in-flight <n>', 'accounts worked at the same time by this worker', wholeNumber(1, 500))
    .option('--name <name>', 'what daybook workers calls it (default: machine and process)')
    .option(
      '--drain <seconds>',
      'when asked to stop: give back what is still in flight after so long',
      wholeNumber(0, 86_400),
      60,
    )
    .addOption(
      new Option(
        '--model <provider>',
        'the model it works with (default: model.provider of daybook.toml)',
      ).choices(ModelProvider.options),
    )
    .option(
      '--latency <ms>',
      'the offline model waits this long per turn, as a real one would',
      wholeNumber(0, 600_000),
    )
    .addHelpText(
      'after',
      '\nBegin runs with daybook run, here or elsewhere. All workers need the same daybook.toml, playbook, skills and version of Daybook, and one Postgres: DATABASE_URL on several machines.\n\nSIGTERM or Ctrl-C: it takes no more accounts, finishes what is in flight or gives it back, and ends with 0. A second one ends it at once; others take its accounts over.',
    )
    .action((flags: WorkerFlags) => work(cli, flags))
}
