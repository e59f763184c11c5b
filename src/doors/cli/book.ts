import type { Command } from 'commander'
import { syncBook } from '#orchestrator/sync/sync-book.ts'
import { placesOf } from '#select/places.ts'
import { coverage } from '#state/read/coverage.ts'
import { scoreBasis } from '#state/read/score-basis.ts'
import { segmentMoves } from '#state/read/segment-moves.ts'
import { bookScreen, bySegment, movesScreen, type SegmentCoverage } from './book-screen.ts'
import type { Cli, OpenBook } from './cli.ts'
import { withBook } from './with-book.ts'

async function coverageNow({ db, world, config }: OpenBook): Promise<readonly SegmentCoverage[]> {
  await syncBook({ ...world, db }, config)
  const now = world.clock()
  const { held, inFlight } = await scoreBasis(db, now)
  const { free, placeOf } = placesOf(await world.crm.owners(), held, config.select)
  const rows = await coverage(db, { config: config.select, now, inFlight, free, placeOf })
  return bySegment(rows, [...config.select.segments.map(({ name }) => name), 'unsegmented'])
}

async function segments(cli: Cli, book: OpenBook, dryRun: boolean): Promise<void> {
  const ask = { segments: book.config.select.segments, now: book.world.clock() }
  const moves = await segmentMoves(book.db, ask)
  const items = moves
    .filter(({ from, to }) => from !== to)
    .map((move) => ({ id: `${move.from}>${move.to}`, ...move }))
  if (dryRun) return cli.print.result({ items, dryRun }, movesScreen(moves, cli.print))
  const { changed, mark } = await syncBook({ ...book.world, db: book.db }, book.config)
  cli.print.result(
    { items, dryRun, changed, mark },
    `The segments are as daybook.toml says: ${changed} account${changed === 1 ? '' : 's'} changed.`,
  )
}

/** `daybook book`: how well the book is covered, and why accounts are left out; `book segments` for the rules. */
export function registerBook(program: Command, cli: Cli): void {
  const command = program
    .command('book')
    .description('coverage of the book by segment: worked, longest wait, why left out')
    .action(async () =>
      withBook(cli, async (book) => {
        const items = await coverageNow(book)
        cli.print.result({ items }, bookScreen(book.config.name, items, cli.print))
      }),
    )
  command
    .command('segments')
    .description('put every account where the rules of daybook.toml say')
    .option('--dry-run', 'only show what a changed rule would move')
    .action(async ({ dryRun }: { readonly dryRun?: true }) =>
      withBook(cli, (book) => segments(cli, book, dryRun === true)),
    )
}
