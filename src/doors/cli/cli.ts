import type { Db } from '#state/db.ts'
import type { Skill } from '#records/brief.ts'
import type { BookConfig, ModelProvider } from '#records/config.ts'
import type { CrmSetup } from '#ports/crm-setup.ts'
import type { Bench } from '#orchestrator/eval/run-case.ts'
import type { World } from '#ports/world.ts'
import type { WorkerIdentity } from '#records/worker.ts'
import type { SkillName } from '#records/words.ts'

/** A book that was opened: its folder, its parsed config, the world, and our own tables. Close it, always. */
export interface OpenBook {
  readonly folder: string
  readonly bookId: string
  /** Its database was empty until this process: only then may a token enrol the first person without a terminal. */
  readonly isNew: boolean
  readonly config: BookConfig
  readonly world: World
  /** Role daybook_app. */
  readonly db: Db
  /** playbook.md of the book, as written. */
  readonly playbook: string
  /** The book's own skills/, else the ones Daybook ships. */
  readonly skills: Readonly<Record<SkillName, Skill>>
  /** Present while the book's CRM is our own (crm-local). */
  readonly crmSetup: CrmSetup | undefined
  /** This process, as `daybook workers` shows it. */
  readonly self: WorkerIdentity
  close(): Promise<void>
}

/** What this invocation asks of the model. */
export interface ModelSettings {
  /** Instead of the provider that daybook.toml names. */
  readonly provider?: ModelProvider | undefined
  /** Seed of other wordings for the same intents. */
  readonly reword?: number | undefined
  /** Milliseconds it waits per turn, as a real model would. */
  readonly latencyMs?: number | undefined
  /** The run whose transcripts the provider `recorded` plays. */
  readonly recording?: string | undefined
}

/** How a command speaks. Results go to stdout, all else to stderr. */
export interface Printer {
  readonly json: boolean
  /** The command's one result: the object with --json, else the text. */
  result(value: unknown, text: string): void
  /** A line for people on stderr; nothing with --json. */
  note(line: string): void
  /** Rewrites one line on a terminal; elsewhere a line per 10 %. `share` is 0..1. */
  progress(line: string, share: number): void
  bold(text: string): string
  dim(text: string): string
}

/** Exit codes of day.md: 0 ok · 1 failed · 2 usage · 3 done, people needed · 4 auth · 5 budget stop · 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 130

/** `recordings`: the folder from which `recorded` plays, by case. `stop` ends waiting for the budget. */
export interface BenchAsk {
  readonly provider: ModelProvider
  readonly recordings: string
  readonly stop: AbortSignal
}

/** What evals run with. A paid model is the nearest book's, under its caps and in its ledger. */
export interface OpenBench extends Bench {
  /** Under which name results are kept: the provider, or the paid model's id. */
  readonly label: string
  readonly isPaid: boolean
  close(): Promise<void>
}

/** What a command gets from main/. Each file doors/cli/<verb>.ts exports `register<Verb>(program, cli)`. */
export interface Cli {
  readonly print: Printer
  /** The nearest book, or the one named by --book or DAYBOOK_BOOK. Fault `refused` with the next step when there is none. */
  openBook(settings?: ModelSettings): Promise<OpenBook>
  /** Makes a new book in `folder`: files, database, crm schema; refuses to overwrite one unless it is the same kind of sample. */
  createBook(folder: string, config: BookConfig, settings?: ModelSettings): Promise<OpenBook>
  /** Skills, playbook and model for evals: the named book's, else the shipped ones. */
  openBench(ask: BenchAsk): Promise<OpenBench>
  /** The settings of the nearest book without opening it. `given` is what the file says, `origin` how the book was found. */
  readConfig(): Promise<{
    readonly folder: string
    readonly origin: 'flag' | 'environment' | 'found'
    readonly file: string
    readonly config: BookConfig
    readonly given: unknown
    /** DATABASE_URL names a database of your own. */
    readonly ownDatabase: boolean
  }>
  /** Writes the nearest book into one file. Fault when it cannot be written, or the database is your own. */
  backupBook(file: string): Promise<{
    readonly file: string
    readonly files: number
    readonly tables: number
    readonly rows: number
    readonly bytes: number
  }>
  /** Makes a book out of a backup in an empty folder. Fault `refused` when it is not empty, or the backup is not whole. */
  restoreBook(
    file: string,
    folder: string,
  ): Promise<{
    readonly book: string
    readonly madeAt: string
    readonly files: number
    readonly tables: number
    readonly rows: number
  }>
  /** DAYBOOK_PERSON_TOKEN, taken out of the environment at start so that no child process gets it. */
  readonly personToken: string | undefined
  /** Asks on the terminal with echo off; undefined when either end is no terminal. */
  askSecret(prompt: string): Promise<string | undefined>
  /** Asks on the terminal; undefined when either end is no terminal, or nobody answers. */
  askLine(prompt: string): Promise<string | undefined>
  /** Aborted on the first Ctrl-C or SIGTERM: finish what is in flight. A second Ctrl-C ends the process. */
  readonly stopSignal: AbortSignal
  /** The code the process ends with; set by the command, 0 unless said. */
  exitWith(code: ExitCode): void
  /** Resolves after `ms` milliseconds, or at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Ends the process with this code, whatever is still under way in it. The last thing a command does. */
  leaveNow(code: ExitCode): void
  now(): Date
  /** Adds a line to the end of a file, on the disk before it returns. Throws what the disk says. */
  appendLine(file: string, line: string): Promise<void>
  /** The folder the command was called from. */
  readonly cwd: string
}
