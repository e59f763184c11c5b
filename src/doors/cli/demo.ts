import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { SampleMade } from '#orchestrator/sample-book/made.ts'
import { makeSampleBook } from '#orchestrator/sample-book/make-sample-book.ts'
import { fewestAccounts, largestSeed, mostAccounts } from '#orchestrator/sample-book/plan.ts'
import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import type { Cli, OpenBook, Printer } from './cli.ts'
import { enrolAtBirth, refuseShortToken } from './people.ts'
import { runScreen } from './run-screen.ts'
import { wholeNumber, workAndShow } from './run.ts'

/** Which sample book, and where. */
export interface DemoAsk {
  readonly folder: string
  readonly accounts: number
  readonly seed: number
}

interface DemoFlags {
  readonly accounts: number
  readonly seed: number
  readonly run: boolean
}

const row = (count: number, what: string): string => `  ${String(count).padStart(8)}  ${what}`

function madeText(made: SampleMade, print: Pick<Printer, 'bold'>): string {
  const planted = Object.entries(made.planted)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => row(count, kind))
  return [
    print.bold('The sample book, all of it invented:'),
    row(made.accounts, 'accounts'),
    row(made.contacts, 'contacts, all on reserved domains (.example, .test)'),
    row(made.deals, 'deals'),
    row(made.activities, 'activities of eighteen months'),
    row(made.owners, 'owners'),
    '',
    'Planted on purpose (which accounts: planted.json):',
    ...planted,
  ].join('\n')
}

/** `made` undefined: stopped before the book was complete. */
interface Demo {
  readonly book: OpenBook
  readonly made: SampleMade | undefined
}

async function prepare(cli: Cli, { folder, accounts, seed }: DemoAsk): Promise<Demo> {
  refuseShortToken(cli)
  // Whatever a person has put into its daybook.toml since: a demo never spends.
  const book = await cli.createBook(folder, sampleConfig(), { provider: 'offline' })
  try {
    // A first look must not begin with a question: without a token, people enroll later.
    await enrolAtBirth(cli, book, false)
    const made = await makeSampleBook(
      { ...book.world, db: book.db, crmSetup: book.crmSetup },
      { accounts, seed, now: cli.now() },
      {
        stop: cli.stopSignal,
        progress: (share) =>
          cli.print.progress(`Making the sample book: ${Math.round(share * accounts)} accounts`, share),
      },
    )
    return { book, made }
  } catch (thrown) {
    await book.close()
    throw thrown
  }
}

/**
 * Makes the sample book in `folder`, or opens the one that is there already; one that was cut off is completed. After a
 * stop it is not complete: ask the stop signal before working it. The caller closes it. Fault `refused`: the folder
 * holds another book.
 */
export const makeDemoBook = async (cli: Cli, ask: DemoAsk): Promise<OpenBook> =>
  (await prepare(cli, ask)).book

const nextSteps = (folder: string): string =>
  [
    'Next:',
    `  cd ${folder}`,
    '  daybook plan                who would be worked, and why',
    '  daybook run',
  ].join('\n')

async function demo(cli: Cli, ask: DemoAsk, isWorked: boolean): Promise<void> {
  const { book, made } = await prepare(cli, ask)
  try {
    if (made === undefined) {
      cli.print.note('Stopped as you asked. The same command completes the sample book.')
      cli.exitWith(130)
      return
    }
    const text = madeText(made, cli.print)
    if (!isWorked) {
      cli.print.result({ book: ask.folder, made }, `${text}\n\n${nextSteps(ask.folder)}`)
      return
    }
    cli.print.note(`${text}\n`)
    const run = await workAndShow(cli, book, {})
    cli.print.result(
      { book: ask.folder, made, run },
      `${runScreen(run, cli.print)}\n\nThe book lies in ${ask.folder}; run the commands there.`,
    )
  } finally {
    await book.close()
  }
}

/** `daybook demo`: a book of invented companies to try everything on. Never spends, never sends. */
export function registerDemo(program: Command, cli: Cli): void {
  program
    .command('demo')
    .description('make a sample book of invented companies and work it with the offline model; costs nothing')
    .argument('[dir]', 'its folder', join('books', 'sample'))
    .option(
      '--accounts <n>',
      `how many accounts, ${fewestAccounts} to ${mostAccounts}`,
      wholeNumber(fewestAccounts, mostAccounts),
      4000,
    )
    .option('--seed <n>', 'the same seed makes the same book', wholeNumber(0, largestSeed), 1)
    .option('--no-run', 'only make the book')
    .addHelpText(
      'after',
      '\nExamples:\n  $ daybook demo\n  $ daybook demo books/large --accounts 50000 --seed 7 --no-run\n\nA demo that was cut off is completed by the same command. Exit codes: 0 made · 2 the folder holds another book · 3 worked, and people are needed.',
    )
    .action((dir: string, { accounts, seed, run }: DemoFlags) =>
      demo(cli, { folder: resolve(cli.cwd, dir), accounts, seed }, run),
    )
}
