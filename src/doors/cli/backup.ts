import { resolve } from 'node:path'
import type { Command } from 'commander'
import { Fault } from '#base/fault.ts'
import { acceptRestore } from '#orchestrator/backup/restored.ts'
import { unknownEffects } from '#state/read/restored.ts'
import type { Cli } from './cli.ts'
import { proveAtCommandLine } from './prove.ts'
import { withBook } from './with-book.ts'

interface RestoreFlags {
  readonly to?: string
  readonly accept?: true
  readonly unknown?: true
}

async function backup(cli: Cli, file: string): Promise<void> {
  const made = await cli.backupBook(resolve(cli.cwd, file))
  const { rows, tables, files, bytes } = made
  cli.print.result(
    made,
    `${rows} rows of ${tables} tables and ${files} files in ${file}, ${(bytes / 1e6).toFixed(1)} MB. It holds everything the book knows: keep it as safe as the book.`,
  )
}

async function restore(cli: Cli, file: string, to: string): Promise<void> {
  const folder = resolve(cli.cwd, to)
  const made = await cli.restoreBook(resolve(cli.cwd, file), folder)
  cli.print.result(
    { folder, ...made },
    `The book "${made.book}" of ${made.madeAt}: ${made.rows} rows and ${made.files} files in ${folder}.
It is locked: what was under way when the backup was made, and all that came after it, may have been done since.
  → look at the CRM and the mailbox; then a person says: daybook restore --accept --book ${to}`,
  )
}

const accept = (cli: Cli): Promise<void> =>
  withBook(cli, async (book) => {
    const person = await proveAtCommandLine(cli, book)
    if (person === undefined) return
    const accepted = await acceptRestore({ ...book.world, db: book.db }, person)
    const text = accepted
      ? 'From now on this database counts; the book may be worked.'
      : 'The book is not locked.'
    cli.print.result({ accepted }, text)
  })

const unknown = (cli: Cli): Promise<void> =>
  withBook(cli, async ({ db }) => {
    const items = await unknownEffects(db)
    const lines = items.map(
      ({ decidedAt, accountId, what, id }) =>
        `${decidedAt.slice(0, 16).replace('T', ' ')}  ${accountId}  ${what}  ${id}`,
    )
    const none = 'No restore left anything unknown.'
    cli.print.result({ items }, lines.length === 0 ? none : lines.join('\n'))
  })

/** `daybook backup` and `daybook restore`: a whole book in one file, and a book out of it that does nothing twice. */
export function registerBackup(program: Command, cli: Cli): void {
  program
    .command('backup')
    .description('write the whole book into one file, at one moment, whoever works it meanwhile')
    .argument('<file>', 'the file to write')
    .action((file: string) => backup(cli, file))
  program
    .command('restore')
    .description('make a book out of a backup; it stays locked until a person accepts it')
    .argument('[file]', 'the backup')
    .option('--to <folder>', 'a folder that is empty, or not there yet')
    .option('--accept', 'a person says that the restored book counts; needs their secret')
    .option('--unknown', 'list what was under way, so that nobody knows whether it was done')
    .action((file: string | undefined, flags: RestoreFlags) => {
      if (flags.unknown === true) return unknown(cli)
      if (flags.accept === true) return accept(cli)
      if (file !== undefined && flags.to !== undefined) return restore(cli, file, flags.to)
      throw new Fault('refused', 'a backup and a folder are needed', 'daybook restore FILE --to FOLDER')
    })
}
