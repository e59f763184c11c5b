import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { Fault } from '#base/fault.ts'
import { appendLine } from '#connectors/workspace-files/append-line.ts'
import type { Cli, ExitCode, ModelSettings, Printer } from '#doors/cli/cli.ts'
import { printerTo } from '#doors/cli/printer.ts'
import type { GlobalFlags, Host } from '#doors/cli/program.ts'
import { armFaults } from './arm-faults.ts'
import { backupBook } from './backup.ts'
import { createBook, knownSchemas, openBook } from './open-book.ts'
import { restoreBook } from './restore.ts'
import { configName, findBook, readConfig } from './config-file.ts'
import { openBench } from './open-bench.ts'
import { readEnvironment } from './environment.ts'
import { sleep } from './sleep.ts'
import type { Environment } from './environment.ts'

/** Reads a secret with echo off. undefined when either end is no terminal, so that a script or agent is never asked. */
async function askSecret(prompt: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  process.stderr.write(prompt)
  return new Promise((resolve) => {
    terminal.question('', (answer) => {
      resolve(answer)
      terminal.close()
    })
    terminal.once('SIGINT', () => terminal.close())
    // Ctrl-D closes it too: without an answer until then nobody answers any more, and waiting would last for ever.
    terminal.once('close', () => {
      process.stderr.write('\n')
      resolve(undefined)
    })
  })
}

/** Asks a question and hears the answer; undefined when either end is no terminal, or it is closed unanswered. */
async function askLine(prompt: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  return new Promise((resolve) => {
    terminal.question(prompt, (answer) => {
      resolve(answer)
      terminal.close()
    })
    terminal.once('SIGINT', () => terminal.close())
    terminal.once('close', () => resolve(undefined))
  })
}

/** The first Ctrl-C or SIGTERM asks to finish what is in flight; the second ends at once. */
function stopOnSignals(note: (line: string) => void): AbortSignal {
  const stop = new AbortController()
  const asked = (): void => {
    if (stop.signal.aborted) {
      note('stopped at once; the same command continues where it stopped')
      process.exit(130)
    }
    stop.abort()
  }
  process.on('SIGINT', asked)
  process.on('SIGTERM', asked)
  return stop.signal
}

/** npm runs scripts in the package's folder; relative paths mean the one in which the person typed. */
const calledFrom = ({ INIT_CWD: typedIn, npm_lifecycle_event: script }: Environment): string =>
  typedIn !== undefined && (script === 'daybook' || script === 'start') ? typedIn : process.cwd()

/** What is opened with the settings of this process: the books. */
function booksOf(
  { book }: GlobalFlags,
  environment: Environment,
  note: (line: string) => void,
): Pick<Cli, 'openBook' | 'createBook' | 'openBench' | 'readConfig' | 'backupBook' | 'restoreBook'> {
  const hostWith = (model: ModelSettings = {}) => ({ environment, model, note })
  const ownDatabase = environment.DATABASE_URL !== undefined
  const faults = armFaults(environment.DIE_AT, environment.STOP_AT)
  const folderOf = () => findBook(book ?? environment.DAYBOOK_BOOK, calledFrom(environment))
  return {
    openBook: (settings) => openBook(folderOf(), hostWith(settings)),
    backupBook: (file) => backupBook(folderOf(), file, { now: new Date(), ownDatabase, note, faults }),
    restoreBook: async (file, folder) =>
      restoreBook(file, folder, { now: new Date(), known: await knownSchemas(), note, faults }),
    createBook: (folder, config, settings) => createBook(folder, config, hostWith(settings)),
    openBench: (ask) =>
      openBench(ask, {
        // Without a book that is named, evals are about what Daybook ships: the same from every folder.
        textsFrom: (book ?? environment.DAYBOOK_BOOK) === undefined ? undefined : folderOf(),
        openBook: (settings) => openBook(folderOf(), hostWith(settings)),
      }),
    async readConfig() {
      const folder = folderOf()
      const origin =
        book !== undefined ? 'flag' : environment.DAYBOOK_BOOK !== undefined ? 'environment' : 'found'
      return { folder, origin, file: join(folder, configName), ...(await readConfig(folder)), ownDatabase }
    },
  }
}

function environmentOrFault(): Environment {
  const parsed = readEnvironment(process.env)
  if (parsed.success) return parsed.data
  const mistakes = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Fault('refused', `the environment variable ${mistakes.join('; ')}`, 'set it right or unset it')
}

function printerOf(flags: GlobalFlags, environment: Environment): Printer {
  const plain = environment.NO_COLOR || environment.TERM === 'dumb' || flags.color === false
  return printerTo({
    out: process.stdout,
    err: process.stderr,
    json: flags.json ?? environment.CLAUDECODE,
    colour: process.stdout.isTTY === true && !plain,
  })
}

/** Everything of the process that a command may use. */
export function openHost(flags: GlobalFlags): Host {
  const environment = environmentOrFault()
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  const print = printerOf(flags, environment)
  const note = (line: string): void => print.note(line)
  let code: ExitCode = 0
  const cli: Cli = {
    print,
    ...booksOf(flags, environment, note),
    personToken: environment.DAYBOOK_PERSON_TOKEN,
    askSecret,
    askLine,
    stopSignal: stopOnSignals(note),
    exitWith: (wanted) => {
      code = wanted
    },
    sleep,
    leaveNow: (wanted) => process.exit(wanted),
    now: () => new Date(),
    appendLine,
    cwd: calledFrom(environment),
  }
  return { cli, exitCode: () => code, debug: environment.DEBUG }
}
