import type { Command } from 'commander'
import { rebuildIndex, syncBook } from '#orchestrator/sync/sync-book.ts'
import type { Cli } from './cli.ts'
import { withBook } from './with-book.ts'

/** `daybook sync`: brings the book index up to date with the CRM. Runs and plans do it by themselves. */
export function registerSync(program: Command, cli: Cli): void {
  program
    .command('sync')
    .description('bring the book index up to date with the CRM')
    .option('--rebuild', 'recompute every row, whether or not the CRM says it changed')
    .action(async ({ rebuild }: { readonly rebuild?: true }) =>
      withBook(cli, async (book) => {
        const world = { ...book.world, db: book.db }
        const synced = await syncBook(world, book.config)
        const again = rebuild === true ? await rebuildIndex(world, book.config) : { ...synced, changed: 0 }
        const changed = synced.changed + again.changed
        const what =
          changed === 0 ? 'nothing changed' : `${changed} account${changed === 1 ? '' : 's'} changed`
        cli.print.result(
          { mark: again.mark, changed },
          `The index is up to date: ${what}. Mark ${again.mark}.`,
        )
      }),
    )
}
