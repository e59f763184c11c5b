import type { Command } from 'commander'
import { rebuildIndex, syncBook } from '#orchestrator/sync/sync-book.ts'
import { usd } from '#base/money.ts'
import { readNewMail } from '#orchestrator/inbound/read-new-mail.ts'
import { causeOfDay, routineFor, runIdOf, runKey } from '#orchestrator/run/cause.ts'
import { addUsage, noUsage } from '#records/spend.ts'
import type { Cli, OpenBook } from './cli.ts'
import { withBook } from './with-book.ts'

/** Reads new mail on today's run's budget; what happened is said on stderr. */
async function readMail(cli: Cli, book: OpenBook): Promise<Readonly<Record<string, number>>> {
  const { config, world } = book
  const cause = causeOfDay(routineFor(undefined), config.timeZone, world.clock())
  let usage = noUsage
  const pass = await readNewMail(book, {
    runId: runIdOf(runKey(book.bookId, cause)),
    voice: { stop: cli.stopSignal, note: (line) => cli.print.note(line) },
    onUsage: (one) => (usage = addUsage(usage, one)),
  })
  const { read = 0, unreadable = 0, left = 0 } = pass ?? {}
  if (pass !== undefined && read + unreadable + left === 0) cli.print.note('No unread mail.')
  return { read, unreadable, left, usd: usd(usage.microUsd) }
}

/** `daybook sync`: brings the book index up to date with the CRM. Runs and plans do it by themselves. */
export function registerSync(program: Command, cli: Cli): void {
  program
    .command('sync')
    .description('bring the book index up to date with the CRM')
    .option('--rebuild', 'recompute every row, whether or not the CRM says it changed')
    .option('--read', 'also read unanswered mail that nobody has read yet, as a run does before it ranks')
    .action(async ({ rebuild, read }: { readonly rebuild?: true; readonly read?: true }) =>
      withBook(cli, async (book) => {
        const world = { ...book.world, db: book.db }
        const synced = await syncBook(world, book.config)
        const pass = read === true ? await readMail(cli, book) : {}
        const again = rebuild === true ? await rebuildIndex(world, book.config) : { ...synced, changed: 0 }
        const changed = synced.changed + again.changed
        const what =
          changed === 0 ? 'nothing changed' : `${changed} account${changed === 1 ? '' : 's'} changed`
        cli.print.result(
          { mark: again.mark, changed, ...pass },
          `The index is up to date: ${what}. Mark ${again.mark}.`,
        )
      }),
    )
}
