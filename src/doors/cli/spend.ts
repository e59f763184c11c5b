import type { Command } from 'commander'
import { InvalidArgumentError, Option } from 'commander'
import { usd } from '#base/money.ts'
import { spendBy, spendKeys, spendRest } from '#state/read/spend-by.ts'
import type { SpendFilter, SpendKey, SpendRow } from '#state/read/spend-by.ts'
import { runsByPrefix } from '#state/read/run.ts'
import type { Cli, OpenBook, Printer } from './cli.ts'
import { grouped } from './estimate-text.ts'
import { oneByPrefix } from './one-by-prefix.ts'
import { table, type Column } from './table.ts'
import { withBook } from './with-book.ts'

const runsAsked = { what: 'run', list: 'daybook runs' }

interface SpendFlags {
  readonly by: SpendKey
  readonly since?: string
  readonly run?: string
}

const day = (text: string): string => {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
  if (!isDay) throw new InvalidArgumentError(`expected a day such as 2026-11-21, got ${JSON.stringify(text)}`)
  return text
}

const columnsOf = (by: SpendKey): readonly Column[] => [
  { title: by, width: 28 },
  { title: 'calls', width: 7, right: true },
  ...['input', 'cache read', 'cache write', 'output'].map((title) => ({
    title,
    width: 11,
    right: true as const,
  })),
  { title: 'USD', width: 9, right: true },
  { title: 'share', width: 6, right: true },
]

/** What the ledger says, in the words of `--json`. Money in USD; `share` is 0..1 of all that is listed. */
async function spendOf({ db }: OpenBook, by: SpendKey, filter: SpendFilter) {
  const rows = await spendBy(db, by, filter)
  const rest = await spendRest(db, filter)
  const total = rows.reduce((sum, { microUsd }) => sum + microUsd, 0)
  const item = ({ key, microUsd, ...counts }: SpendRow) => ({
    id: key,
    ...counts,
    usd: usd(microUsd),
    share: total === 0 ? 0 : microUsd / total,
  })
  return {
    by,
    items: rows.map(item),
    usd: usd(total),
    calls: rows.reduce((sum, { calls }) => sum + calls, 0),
    accepted: rest.accepted,
    usdPerAccepted: rest.accepted === 0 ? null : usd(total) / rest.accepted,
    open: { calls: rest.open, usd: usd(rest.openMicroUsd) },
    lost: { calls: rest.lost, usd: usd(rest.lostMicroUsd) },
  }
}

type Spending = Awaited<ReturnType<typeof spendOf>>

const perAccepted = ({ accepted, usdPerAccepted }: Spending): string =>
  usdPerAccepted === null
    ? 'No proposal was accepted by the gate yet.'
    : `$${usdPerAccepted.toFixed(4)} for each of ${accepted} accepted proposals.`

/** What has none of the kind: a vendor's answer has no tier, a model call no vendor, the reading of mail no account. */
const without: Partial<Record<SpendKey, string>> = {
  tier: '(vendors)',
  model: '(vendors)',
  skill: '(vendors)',
  vendor: '(model calls)',
  segment: '(not for one account)',
  account: '(not for one account)',
}

function spendScreen(spending: Spending, { bold }: Pick<Printer, 'bold'>): string {
  const { by, items, open, lost } = spending
  const rows = items.map((one) => [
    one.id ?? without[by] ?? '(none)',
    ...[one.calls, one.inputTokens, one.cacheReadTokens, one.cacheWriteTokens, one.outputTokens].map(grouped),
    one.usd.toFixed(4),
    `${Math.round(one.share * 100)} %`,
  ])
  return [
    bold(`Spent: $${spending.usd.toFixed(4)} in ${spending.calls} calls`),
    perAccepted(spending),
    ...(open.calls > 0
      ? [`${open.calls} calls are under way or were cut off; they may cost up to $${open.usd.toFixed(4)}.`]
      : []),
    ...(lost.calls > 0
      ? [
          `${lost.calls} calls never said what they cost and count at their upper bound, $${lost.usd.toFixed(4)}.`,
        ]
      : []),
    '',
    ...(rows.length === 0 ? ['Nothing was spent.'] : table(columnsOf(by), rows)),
  ].join('\n')
}

/** `daybook spend`: what model calls and vendors cost, by whatever it can be told apart by. Reads the ledger only. */
export function registerSpend(program: Command, cli: Cli): void {
  program
    .command('spend')
    .description('what model calls and vendors cost, and what an accepted proposal costs')
    .addOption(new Option('--by <what>', 'told apart by').choices([...spendKeys]).default('run'))
    .option('--since <day>', "this day of the book's calendar and later, such as 2026-11-21", day)
    .option('--run <id>', 'one run; the beginning of its id is enough')
    .addHelpText(
      'after',
      '\nExamples:\n  $ daybook spend\n  $ daybook spend --by skill --since 2026-11-01\n  $ daybook spend --by account --run run_1a2b --json',
    )
    .action(async ({ by, since, run }: SpendFlags) =>
      withBook(cli, async (book) => {
        const runId =
          run === undefined
            ? undefined
            : (await oneByPrefix(run, runsAsked, (prefix) => runsByPrefix(book.db, prefix))).id
        const spending = await spendOf(book, by, { since, runId })
        cli.print.result(spending, spendScreen(spending, cli.print))
      }),
    )
}
