import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Argument, type Command } from 'commander'
import { Fault } from '#base/fault.ts'
import { exportCrm } from '#orchestrator/export/export-crm.ts'
import type { Crm } from '#ports/crm.ts'
import type { Cli, OpenBook } from './cli.ts'
import { refuse } from './refuse.ts'
import { withBook } from './with-book.ts'

/** The lines in pieces worth a write each; they end early when the person wants to stop. */
async function* pieces(crm: Crm, cli: Cli, count: { lines: number }): AsyncGenerator<string, void> {
  let piece = ''
  for await (const line of exportCrm(crm)) {
    if (cli.stopSignal.aborted) return
    piece += `${line}\n`
    count.lines += 1
    if (piece.length < 65_536) continue
    yield piece
    piece = ''
  }
  yield piece
}

const stopped = {
  exit: 130,
  code: 'interrupted',
  message: 'stopped before the export was complete',
  next: 'daybook export crm',
} as const

/** Under its own name only when complete: half an export must not look like one. */
async function toFile(cli: Cli, book: OpenBook, name: string): Promise<void> {
  const path = resolve(cli.cwd, name)
  const there = await stat(path).catch(() => undefined)
  // The renaming below would put a file in the place of a device.
  if (there !== undefined && !there.isFile())
    throw new Fault('refused', `${name} is no file`, 'name a file, or leave --out away and send stdout there')
  const draft = `${path}.part`
  const count = { lines: 0 }
  try {
    await pipeline(Readable.from(pieces(book.world.crm, cli, count)), createWriteStream(draft))
    if (!cli.stopSignal.aborted) await rename(draft, path)
  } catch (thrown) {
    if (thrown instanceof Error && 'syscall' in thrown && 'path' in thrown)
      throw new Fault('refused', `cannot write ${name}: ${thrown.message}`, 'name another file with --out')
    throw thrown
  } finally {
    await rm(draft, { force: true })
  }
  if (cli.stopSignal.aborted) refuse(cli, stopped)
  else cli.print.result({ file: path, records: count.lines }, `${count.lines} records in ${name}`)
}

/** With back-pressure: a slow reader of the pipe must not fill our memory. Only lines on stdout, whatever happens. */
async function toStdout(cli: Cli, book: OpenBook): Promise<void> {
  await pipeline(Readable.from(pieces(book.world.crm, cli, { lines: 0 })), process.stdout, { end: false })
  if (!cli.stopSignal.aborted) return
  process.stderr.write(`${stopped.message}\n`)
  cli.exitWith(stopped.exit)
}

/** `daybook export crm`: the whole CRM as JSON lines, the same bytes for the same book. */
export function registerExport(program: Command, cli: Cli): void {
  program
    .command('export')
    .description('the whole CRM as JSON lines: accounts, contacts, deals, activities, sorted')
    .addArgument(new Argument('<what>', 'what to take out').choices(['crm']))
    .option('--out <file>', 'write there instead of to stdout')
    .action((_what: string, { out }: { readonly out?: string }) =>
      withBook(cli, (book) => (out === undefined ? toStdout(cli, book) : toFile(cli, book, out))),
    )
}
