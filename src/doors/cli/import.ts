import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import * as z from 'zod'
import { Fault } from '#base/fault.ts'
import {
  importFiles,
  type ImportAsk,
  type ImportProgress,
  type ImportResult,
} from '#orchestrator/import/import-files.ts'
import type { Finding } from '#orchestrator/import/finding.ts'
import type { MapEntry } from '#orchestrator/import/mapping.ts'
import { doubleEntry, readMapping } from '#orchestrator/import/mapping-text.ts'
import { readMoment } from '#orchestrator/import/read-date.ts'
import type { SourceFile } from '#orchestrator/import/source-file.ts'
import { type ImportKind, importKinds } from '#orchestrator/import/targets.ts'
import { openSuggestions } from '#state/read/suggestion-list.ts'
import type { Cli, OpenBook } from './cli.ts'
import { faultOf } from './fault-of.ts'
import { importJson, importScreen, keptSoFar, mappingScreen, progressLine } from './import-screen.ts'
import { reportFile } from './report-file.ts'

/** Rejected or doubtful cells shown on the screen; all of them stand in the report. */
const shownFindings = 5

interface ImportFlags {
  readonly as?: ImportKind
  readonly map?: string
  readonly source?: string
  readonly dates?: 'mdy' | 'dmy'
  readonly asOf?: string
  readonly dryRun?: true
  readonly report?: string
  readonly suggestions?: true
}

const Coded = z.object({ code: z.string() })
const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'it may not be read by you',
  EPERM: 'it may not be read by you',
}

/** What stands in the way of reading a file, in words; a failure of another kind goes up as it is. */
function cannotRead(name: string, thrown: unknown): unknown {
  const code = Coded.safeParse(thrown).data?.code ?? ''
  const why = unreadable[code]
  return why === undefined ? thrown : new Fault('refused', `cannot read ${name}: ${why}`, 'name a CSV file')
}

async function* bytesOf(path: string, name: string): AsyncGenerator<Uint8Array> {
  try {
    const stream: AsyncIterable<Uint8Array> = createReadStream(path)
    yield* stream
  } catch (thrown) {
    throw cannotRead(name, thrown)
  }
}

async function sourceFile(cwd: string, name: string): Promise<SourceFile> {
  const path = resolve(cwd, name)
  const found = await stat(path).catch((thrown: unknown) => {
    throw cannotRead(name, thrown)
  })
  if (!found.isFile())
    throw new Fault(
      'refused',
      `cannot read ${name}: it is ${found.isDirectory() ? 'a folder' : 'no file'}`,
      'name a CSV file',
    )
  return { name, bytes: found.size, open: () => bytesOf(path, name) }
}

/** --map holds the mapping itself, or names a file with it. */
async function mapOf(cwd: string, text: string | undefined): Promise<readonly MapEntry[]> {
  if (text === undefined) return []
  const isInline = text.includes('=')
  const content = isInline
    ? text
    : await readFile(resolve(cwd, text), 'utf8').catch((thrown: unknown) => {
        throw cannotRead(text, thrown)
      })
  const read = readMapping(content)
  if ('fault' in read)
    throw new Fault(
      'refused',
      `--map cannot be read at "${read.fault}"; expected pairs like 'Company name=name,Website=website'`,
      'daybook import FILE --dry-run prints one to start from',
    )
  const twice = doubleEntry(read.entries)
  if (twice !== undefined)
    throw new Fault('refused', `--map names ${twice} twice`, 'name each column and field once')
  return read.entries
}

function asOfDate(text: string): string {
  const read = readMoment(text)
  if (read.kind !== 'value')
    throw new InvalidArgumentError(`expected a day like 2026-03-31, got ${JSON.stringify(text)}`)
  return read.value
}

function sourceName(text: string): string {
  if (!/^[a-z0-9][a-z0-9._-]{0,39}$/i.test(text))
    throw new InvalidArgumentError(
      `expected a short name like hubspot or trade-fair, got ${JSON.stringify(text)}`,
    )
  return text.toLowerCase()
}

async function askOf(cli: Cli, names: readonly string[], flags: ImportFlags): Promise<ImportAsk> {
  if (names.length === 0)
    throw new Fault('refused', 'no file was named', 'daybook import companies.csv contacts.csv')
  const files: SourceFile[] = []
  for (const name of names) files.push(await sourceFile(cli.cwd, name))
  return {
    files,
    as: flags.as,
    source: flags.source,
    dates: flags.dates,
    asOf: flags.asOf,
    map: await mapOf(cli.cwd, flags.map),
    isDryRun: flags.dryRun === true,
  }
}

/** The same failure, and what is in the book by now: a person must know that nothing has to be taken back. */
function withKept(thrown: unknown, done: ImportProgress | undefined): unknown {
  const fault = faultOf(thrown)
  if (fault === undefined || done === undefined || done.tally.rows === 0) return thrown
  const next = `${fault.next ?? 'mend it'}; importing the same files again is safe: rows that are there are found again`
  return new Fault(fault.kind, `${fault.message}\n${keptSoFar(done)}`, next)
}

async function runImport(
  cli: Cli,
  book: OpenBook,
  { ask, report }: { ask: ImportAsk; report: string | undefined },
): Promise<{ result: ImportResult; samples: readonly Finding[] }> {
  const file = report === undefined ? undefined : await reportFile(resolve(cli.cwd, report), report)
  const samples: Finding[] = []
  let done: ImportProgress | undefined
  try {
    const result = await importFiles(book, ask, {
      inspected: (files) => {
        // A dry run is asked for its mapping: there it is the result, and stands on stdout.
        if (!ask.isDryRun) for (const one of files) cli.print.note(mappingScreen(one, cli.print))
      },
      report: async (findings) => {
        samples.push(
          ...findings.filter(({ severity }) => severity !== 'note').slice(0, shownFindings - samples.length),
        )
        await file?.add(findings)
      },
      progress: (now) => {
        done = now
        cli.print.progress(progressLine(now, ask.isDryRun), now.share)
      },
      stop: cli.stopSignal,
    })
    return { result, samples }
  } catch (thrown) {
    throw withKept(thrown, ask.isDryRun ? undefined : done)
  } finally {
    await file?.close()
  }
}

function endWith(cli: Cli, result: ImportResult, ask: ImportAsk): void {
  const { rejected, doubtful, suggestions } = result.tally
  if (result.isInterrupted) cli.exitWith(130)
  else if (!ask.isDryRun && rejected + doubtful + suggestions > 0) cli.exitWith(3)
}

async function listSuggestions(cli: Cli, book: OpenBook): Promise<void> {
  const open = await openSuggestions(book, 10_000)
  const lines = open.map(
    ({ accountId, duplicateOf, reason, detail }) => `${accountId}  ${duplicateOf}  ${reason}  ${detail}`,
  )
  const text = lines.length === 0 ? 'No accounts wait to be told apart.' : lines.join('\n')
  cli.print.result(
    { items: open.map((one) => ({ id: `${one.accountId}+${one.duplicateOf}`, ...one })) },
    text,
  )
}

const help = `
What a column means is guessed from its header and its values and shown before anything is written; say it with --map
where the guess is wrong ('-' leaves a column out). Columns nobody knows are kept as fields of their own.

Accounts are found again by the id of their source, else by domain. The source's name comes from the file's headers
(hubspot, salesforce, pipedrive, else list); say --source when you import lists of several systems.

Examples:
  $ daybook import companies.csv --dry-run
  $ daybook import companies.csv contacts.csv deals.csv --report look.csv
  $ daybook import list.csv --as accounts --map 'Firm=name,Web=website,Internal=-' --source trade-fair

Exit codes: 0 all rows are in · 3 done, and some cells, rows or suggestions wait for you · 130 interrupted.`

/** `daybook import`: lists of accounts, contacts, deals and activities into the book. The same list again changes nothing. */
export function registerImport(program: Command, cli: Cli): void {
  program
    .command('import')
    .description(
      'read companies, contacts, deals or activities from CSV files; the same file again changes nothing',
    )
    .argument('[files...]', 'CSV files, several at once in any order')
    .addOption(new Option('--as <kind>', 'what the files hold, where it cannot be told').choices(importKinds))
    .option('--map <mapping>', "pairs 'Column=field,…' or a file with one pair a line")
    .option('--source <name>', 'the system the ids are from', sourceName)
    .addOption(new Option('--dates <order>', 'how 03/04/2026 is to be read').choices(['mdy', 'dmy']))
    .option(
      '--as-of <day>',
      'when the values were true (default: now); older values replace no newer ones',
      asOfDate,
    )
    .option('--dry-run', 'show mapping, counts and samples; write nothing')
    .option('--report <file>', 'a CSV with every rejected or doubtful cell')
    .option('--suggestions', 'list the pairs of accounts that may be one company')
    .addHelpText('after', help)
    .action(async (names: string[], flags: ImportFlags) => {
      const startedAt = cli.now()
      const ask = flags.suggestions === true ? undefined : await askOf(cli, names, flags)
      const book = await cli.openBook()
      try {
        if (ask === undefined) return await listSuggestions(cli, book)
        const { result, samples } = await runImport(cli, book, { ask, report: flags.report })
        const wallMs = cli.now().getTime() - startedAt.getTime()
        const around = { wallMs, ask, report: flags.report, samples, print: cli.print }
        cli.print.result(importJson(result, wallMs), importScreen(result, around))
        endWith(cli, result, ask)
      } finally {
        await book.close()
      }
    })
}
