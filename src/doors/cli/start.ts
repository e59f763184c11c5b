import { join } from 'node:path'
import type { Command } from 'commander'
import { makeDemoBook } from './demo.ts'
import type { Cli } from './cli.ts'
import { workAndShow } from './run.ts'
import { runScreen } from './run-screen.ts'

/** `npm start`: a sample book of 4,000 accounts, worked with the offline model even where a key is set. Never spends. */
export function registerStart(program: Command, cli: Cli): void {
  program
    .command('start', { hidden: true })
    .description('make the sample book, work it, and say where to look next')
    .option('--exit', 'end when the work is done')
    .action(async () => {
      const folder = join(cli.cwd, 'books', 'sample')
      const book = await makeDemoBook(cli, { folder, accounts: 4000, seed: 1 })
      try {
        if (cli.stopSignal.aborted) {
          // Half a sample must not be ranked: that would be today's run.
          cli.print.note('Stopped as you asked. The same command completes the sample book.')
          cli.exitWith(130)
          return
        }
        const summary = await workAndShow(cli, book, {})
        // People are needed after every working of the sample; for a first look that is no failure.
        if (summary.status === 'done') cli.exitWith(0)
        const typed = (words: string): string => `npm run -s daybook -- ${words} --book books/sample`
        cli.print.result(
          summary,
          `${runScreen(summary, cli.print, typed)}\n\nThe book is the folder ${folder}`,
        )
      } finally {
        await book.close()
      }
    })
}
