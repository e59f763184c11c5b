import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { Fault } from '#base/fault.ts'
import type { Cli, ExitCode } from '#doors/cli/cli.ts'
import { printerTo } from '#doors/cli/printer.ts'
import type { GlobalFlags } from '#doors/cli/program.ts'
import { createBook, openBook } from './open-book.ts'
import { configName, findBook, readConfig } from './config-file.ts'
import { readEnvironment } from './environment.ts'

/** Reads a secret with echo off. undefined when either end is no terminal, so that a script or agent is never asked. */
async function askSecret(prompt: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  process.stderr.write(prompt)
  return new Promise((resolve) => {
    terminal.question('', (answer) => {
      terminal.close()
      process.stderr.write('\n')
      resolve(answer)
    })
    terminal.once('SIGINT', () => {
      terminal.close()
      process.stderr.write('\n')
      resolve(undefined)
    })
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

/** Everything of the process that a command may use. */
export function openHost(flags: GlobalFlags): {
  readonly cli: Cli
  readonly exitCode: () => ExitCode
  readonly debug: boolean
} {
  const parsed = readEnvironment(process.env)
  if (!parsed.success)
    throw new Fault(
      'refused',
      `the environment variable ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
      'set it right or unset it',
    )
  const environment = parsed.data
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  const print = printerTo({
    out: process.stdout,
    err: process.stderr,
    json: flags.json ?? environment.CLAUDECODE,
    colour:
      process.stdout.isTTY === true &&
      !environment.NO_COLOR &&
      environment.TERM !== 'dumb' &&
      flags.color !== false,
  })
  let code: ExitCode = 0
  const hostWith = (model = {}) => ({ environment, model, note: (line: string) => print.note(line) })
  const bookFolder = () => findBook(flags.book ?? environment.DAYBOOK_BOOK, process.cwd())
  const cli: Cli = {
    print,
    openBook: (settings) => openBook(bookFolder(), hostWith(settings)),
    createBook: (folder, config, settings) => createBook(folder, config, hostWith(settings)),
    readConfig: async () => {
      const folder = bookFolder()
      const origin =
        flags.book === undefined ? (environment.DAYBOOK_BOOK === undefined ? 'found' : 'environment') : 'flag'
      return {
        folder,
        origin,
        file: `${folder}/${configName}`,
        ...(await readConfig(folder)),
        ownDatabase: environment.DATABASE_URL !== undefined,
      }
    },
    personToken: environment.DAYBOOK_PERSON_TOKEN,
    askSecret,
    stopSignal: stopOnSignals((line) => print.note(line)),
    exitWith: (wanted) => {
      code = wanted
    },
    now: () => new Date(),
    cwd: process.cwd(),
  }
  return { cli, exitCode: () => code, debug: environment.DEBUG }
}
