import { Option, type Command } from 'commander'
import { dayMs } from '#base/clock.ts'
import { Fault } from '#base/fault.ts'
import {
  backtest,
  isUnchecked,
  maxProposals,
  type Backtest,
  type BacktestExample,
} from '#orchestrator/policies/backtest.ts'
import { runsByPrefix } from '#state/read/run.ts'
import type { PastAsk } from '#state/read/past-proposals.ts'
import type { Cli, OpenBook } from './cli.ts'
import { oneByPrefix } from './one-by-prefix.ts'
import { policyNamed, versionOfPolicy } from './rules-stored.ts'
import { withBook } from './with-book.ts'

interface Flags {
  readonly run?: string
  readonly days: number
  readonly stored?: string
}

async function pastOf(book: OpenBook, { run, days }: Flags): Promise<PastAsk> {
  if (run === undefined) {
    const since = new Date(book.world.clock().getTime() - days * dayMs)
    return { runId: undefined, since: since.toISOString() }
  }
  const asked = { what: 'run', list: 'daybook runs' }
  const { id } = await oneByPrefix(run, asked, (prefix) => runsByPrefix(book.db, prefix))
  return { runId: id, since: undefined }
}

async function test(
  cli: Cli,
  book: OpenBook,
  { name, ...flags }: Flags & { readonly name: string },
): Promise<void> {
  const all = await policyNamed(book.db, name)
  const { policy, version, at } = versionOfPolicy(all, flags.stored)
  const active = { policy, version, mode: 'enabled' as const, since: at }
  const past = await pastOf(book, flags)
  const { timeZone } = book.config
  const found = await backtest({ db: book.db }, { active, timeZone, past }, (looked, of) =>
    cli.print.progress(`${looked} of ${of} proposals`, looked / of),
  )
  const where = flags.run === undefined ? `the last ${flags.days} days` : `run ${flags.run}`
  cli.print.result({ id: name, name, version, ...found }, text({ name, version, where }, found).join('\n'))
}

function text(
  { name, version, where }: { readonly name: string; readonly version: string; readonly where: string },
  found: Backtest,
): readonly string[] {
  const { proposals, looked, judged, held, released, rejected, unchecked, examples } = found
  if (looked === 0) return [`No data: nothing was proposed in ${where}.`]
  const of = looked < proposals ? `the newest ${looked} of ${proposals}` : `${looked}`
  const rest = held - released - rejected
  return [
    `${name}, version ${version}, on ${of} proposals of ${where}: ${judged} actions judged, ${held} would have been held.`,
    ...(held === 0
      ? []
      : [`Of these a person released ${released} and rejected ${rejected}; on ${rest} nobody decided.`]),
    ...(unchecked === 0 ? [] : [`${unchecked} of them only because they could not be checked.`]),
    ...examples.map(exampleLine),
    ...(held > examples.length ? [`  and ${held - examples.length} more`] : []),
  ]
}

const exampleLine = ({ account, at, kind, answer, found }: BacktestExample): string =>
  [
    `  ${at.slice(0, 10)}  ${account}: ${kind}`,
    ...(answer === null ? [] : [answer]),
    ...(isUnchecked(found) ? [found] : []),
  ].join(', ')

function days(raw: string): number {
  const found = Number(raw)
  if (Number.isInteger(found) && found >= 1 && found <= 3650) return found
  throw new Fault('refused', `--days ${JSON.stringify(raw)}: expected a whole number from 1 to 3650`)
}

/** `daybook rules backtest`: what a policy would have done. Reads stored evidence; changes nothing. */
export function registerBacktest(rules: Command, cli: Cli): void {
  rules
    .command('backtest')
    .description(`what a policy would have held of past proposals, at most the newest ${maxProposals}`)
    .argument('<name>', 'a stored policy')
    .addOption(new Option('--run <id>', 'the proposals of one run').conflicts('days'))
    .addOption(new Option('--days <n>', 'the proposals of so many days').argParser(days).default(30))
    .option('--stored <version>', 'this version instead of the newest')
    .action((name: string, flags: Flags) => withBook(cli, (book) => test(cli, book, { name, ...flags })))
}
