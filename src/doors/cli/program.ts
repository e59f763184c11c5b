import { Command, CommanderError } from 'commander'
import { Fault, RunStop } from '#base/fault.ts'
import type { Cli, ExitCode, Printer } from './cli.ts'
import { registerAccount } from './account.ts'
import { registerAudit } from './audit.ts'
import { registerBackup } from './backup.ts'
import { registerBook } from './book.ts'
import { registerConfig } from './config.ts'
import { registerDemo } from './demo.ts'
import { registerDoctor } from './doctor.ts'
import { registerEval } from './eval.ts'
import { registerExport } from './export.ts'
import { registerForget } from './forget.ts'
import { registerImport } from './import.ts'
import { registerInit } from './init.ts'
import { registerPeople } from './people.ts'
import { registerPlan } from './plan.ts'
import { registerReplay } from './replay.ts'
import { registerReview } from './review.ts'
import { registerRules } from './rules.ts'
import { registerRun } from './run.ts'
import { registerRuns } from './runs.ts'
import { registerSends } from './sends.ts'
import { registerSpend } from './spend.ts'
import { registerStart } from './start.ts'
import { registerSuppress } from './suppress.ts'
import { registerSync } from './sync.ts'
import { registerUndo } from './undo.ts'
import { registerWorker } from './worker.ts'
import { registerWorkers } from './workers.ts'
import { exitOfStop } from './exit-of-stop.ts'
import { faultOf } from './fault-of.ts'

/** The flags every command takes. `json` undefined: not said, so Claude Code gets JSON and people get text. */
export interface GlobalFlags {
  readonly json: boolean | undefined
  readonly book: string | undefined
  readonly color: boolean | undefined
}

/** The process as the program needs it. */
export type Host = { readonly cli: Cli; readonly exitCode: () => ExitCode; readonly debug: boolean }

const examples = `
Examples:
  $ daybook demo                        try it on a sample book of 4,000 accounts, no key needed
  $ daybook init mybook && cd mybook && daybook import companies.csv
  $ daybook run                         work the book; then: daybook review`

/** The words that stand before everything else on the command line, read ahead of commander to open the host once. */
function globalFlags(words: readonly string[]): GlobalFlags {
  const last = (name: string): string | undefined => {
    const at = words.lastIndexOf(name)
    const joined = words.findLast((word) => word.startsWith(`${name}=`))
    return joined === undefined ? (at < 0 ? undefined : words[at + 1]) : joined.slice(name.length + 1)
  }
  return {
    json: words.includes('--no-json') ? false : words.includes('--json') ? true : undefined,
    book: last('--book'),
    color: words.includes('--no-color') ? false : undefined,
  }
}

const registers = [
  registerStart,
  registerInit,
  registerDoctor,
  registerConfig,
  registerImport,
  registerSync,
  registerDemo,
  registerPlan,
  registerRun,
  registerRuns,
  registerBook,
  registerAccount,
  registerReview,
  registerSends,
  registerSuppress,
  registerPeople,
  registerRules,
  registerAudit,
  registerExport,
  registerSpend,
  registerEval,
  registerReplay,
  registerUndo,
  registerForget,
  registerBackup,
  registerWorker,
  registerWorkers,
]

/** Global options are accepted anywhere, before or after the verb. */
function withGlobals(command: Command): void {
  command
    .option('--json', 'one JSON object on the last line of stdout')
    .option('--no-json', 'text even where JSON is the default')
    .option('--book <dir>', 'the folder of the book (else DAYBOOK_BOOK, else the nearest one upwards)')
    .option('--no-color', 'no colours')
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .showSuggestionAfterError(true)
  for (const child of command.commands) withGlobals(child)
}

function programFor(cli: Cli): Command {
  const program = new Command('daybook')
    .description(
      'Works a sales book every day with agents. Code decides, people approve; nothing is sent without a yes.',
    )
    .addHelpText('after', examples)
    .helpCommand(true)
  for (const register of registers) register(program, cli)
  withGlobals(program)
  return program
}

/** A command line that is none. Commander's word for "no command was named" is its help, on a stream we keep quiet. */
function explainUsage({ exitCode, code, message: said }: CommanderError, print: Printer): ExitCode {
  if (exitCode === 0) return 0
  const message = code === 'commander.help' ? 'no command was named' : said.replace(/^error: /, '')
  if (print.json) print.result({ code: 'usage', message, next: 'daybook --help', run: null }, '')
  else print.note(`${message}\nSee: daybook --help`)
  return 2
}

/** Says what went wrong and what to do, as text on stderr or as one JSON object. Returns the exit code. */
function explain(thrown: unknown, host: Host): ExitCode {
  const { print } = host.cli
  if (thrown instanceof CommanderError) return explainUsage(thrown, print)
  const fault = faultOf(thrown)
  if (fault === undefined) {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    if (print.json)
      print.result({ code: 'bug', message, next: 'report it; DEBUG=1 shows where', run: null }, '')
    else
      print.note(
        `This is a fault in Daybook: ${message}\nNothing that was done is lost; the same command continues. DEBUG=1 shows where it happened.`,
      )
    if (host.debug && thrown instanceof Error) print.note(thrown.stack ?? '')
    return 1
  }
  if (print.json)
    print.result({ code: fault.kind, message: fault.message, next: fault.next ?? null, run: null }, '')
  else print.note(fault.next === undefined ? fault.message : `${fault.message}\n  → ${fault.next}`)
  if (fault instanceof RunStop) return exitOfStop[fault.stopCause]
  return fault.kind === 'refused' ? 2 : 1
}

/** Runs one command line and returns the exit code. Nothing is thrown. */
export async function runCli(
  words: readonly string[],
  openHost: (flags: GlobalFlags) => Host,
): Promise<ExitCode> {
  const flags = globalFlags(words)
  let host: Host
  try {
    host = openHost(flags)
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    const { message, next = null } = thrown
    if (flags.json === true)
      process.stdout.write(`${JSON.stringify({ code: 'usage', message, next, run: null })}\n`)
    else process.stderr.write(`${message}${next === null ? '' : `\n  → ${next}`}\n`)
    return 2
  }
  try {
    await programFor(host.cli).parseAsync([...words], { from: 'user' })
    return host.exitCode()
  } catch (thrown) {
    return explain(thrown, host)
  }
}
