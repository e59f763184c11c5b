import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { Fault } from '#base/fault.ts'
import { exportCrm } from '#orchestrator/export/export-crm.ts'
import type { Crm } from '#ports/crm.ts'
import type { Cli, OpenBook } from './cli.ts'
import { withBook } from './with-book.ts'

/** The lines in pieces worth a write each; ends early, and says so, when the person wants to stop. */
async function* pieces(crm: Crm, cli: Cli, count: { lines: number }): AsyncGenerator<string, void> {
  let piece = ''
  for await (const line of exportCrm(crm)) {
    if (cli.stopSignal.aborted) throw new Fault('refused', 'stopped before the export was complete')
    piece += `${line}\n`
    count.lines += 1
    if (piece.length < 65_536) continue
    yield piece
    piece = ''
  }
  yield piece
}

/** Under its own name only when complete: half an export must not look like one. */
async function toFile(cli: Cli, book: OpenBook, name: string): Promise<void> {
  const path = resolve(cli.cwd, name)
  const draft = `${path}.part`
  const count = { lines: 0 }
  try {
    await pipeline(Readable.from(pieces(book.world.crm, cli, count)), createWriteStream(draft))
    await rename(draft, path)
  } catch (thrown) {
    await rm(draft, { force: true })
    if (thrown instanceof Error && 'syscall' in thrown && 'path' in thrown)
      throw new Fault('refused', `cannot write ${name}: ${thrown.message}`, 'name another file with --out')
    throw thrown
  }
  cli.print.result({ file: path, records: count.lines }, `${count.lines} records in ${name}`)
}

/** `daybook export crm`: the whole CRM as JSON lines, the same bytes for the same book. */
export function registerExport(program: Command, cli: Cli): void {
  program
    .command('export')
    .description('take the data out')
    .command('crm')
    .description('accounts, contacts, deals and activities, sorted, one JSON object a line')
    .option('--out <file>', 'write there instead of to stdout')
    .action((flags: { readonly out?: string }) =>
      withBook(cli, async (book) => {
        if (flags.out !== undefined) return toFile(cli, book, flags.out)
        const lines = Readable.from(pieces(book.world.crm, cli, { lines: 0 }))
        await pipeline(lines, process.stdout, { end: false })
      }),
    )
}
