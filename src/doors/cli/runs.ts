import type { Command } from 'commander'
import { Fault } from '#base/fault.ts'
import { causeInWords } from '#orchestrator/run/cause.ts'
import { newestRuns, runsByPrefix } from '#state/read/run.ts'
import { runCounts, runResults } from '#state/read/work-item.ts'
import { undosOfRun } from '#state/read/undo-of-run.ts'
import type { Cli, OpenBook } from './cli.ts'
import { undoLine } from './undo-screen.ts'

async function list(cli: Cli, book: OpenBook): Promise<void> {
  const runs = await newestRuns(book.db, 30)
  const items = await Promise.all(
    runs.map(async (run) => ({ ...run, counts: await runCounts(book.db, run.id) })),
  )
  const lines = items.map(
    ({ id, startedAt, cause, status, model, counts }) =>
      `${id}  ${startedAt.slice(0, 16).replace('T', ' ')}  ${status.padEnd(11)} ${causeInWords(cause)}, ${model}\n    ${counts.selected} accounts: ${counts.committed} committed, ${counts.held} held, ${counts.failed} failed, ${counts.none} nothing to do${counts.open > 0 ? `, ${counts.open} open` : ''}`,
  )
  cli.print.result(
    { items },
    lines.length === 0 ? 'No run yet. Work the book with: daybook run' : lines.join('\n'),
  )
}

async function show(cli: Cli, book: OpenBook, prefix: string): Promise<void> {
  const found = await runsByPrefix(book.db, prefix)
  const [run] = found
  if (run === undefined || found.length > 1)
    throw new Fault(
      'refused',
      `${found.length === 0 ? 'no run' : 'more than one run'} begins with ${JSON.stringify(prefix)}`,
      'see the ids with: daybook runs',
    )
  const results = await runResults(book.db, run.id)
  const report = await book.world.workspace.read(`runs/${run.id}/report.md`)
  const undone = await undosOfRun(book.db, run.id)
  const short = results.map(
    (row) =>
      `${String(row.rank).padStart(5)}  ${(row.outcome ?? 'open').padEnd(9)} ${row.name} (${row.account_id}): ${row.reason ?? ''}`,
  )
  const told = [...undone.map(undoLine), ...(undone.length > 0 ? [''] : []), report ?? short.join('\n')]
  const counts = await runCounts(book.db, run.id)
  cli.print.result({ ...run, counts, undone, results }, told.join('\n'))
}

/** `daybook runs`: what ran, newest first, or one run whole. */
export function registerRuns(program: Command, cli: Cli): void {
  program
    .command('runs')
    .description('what ran, newest first; with an id: one run, account by account')
    .argument('[id]', 'a run, or the beginning of its id')
    .action(async (id: string | undefined) => {
      const book = await cli.openBook()
      try {
        await (id === undefined ? list(cli, book) : show(cli, book, id))
      } finally {
        await book.close()
      }
    })
}
