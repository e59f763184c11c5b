import type { Command } from 'commander'
import { rulesetOf } from '#gate/ruleset.ts'
import { ruleOfPolicy } from '#gate/policy/policy-rule.ts'
import { waitingByRule } from '#state/read/queue-rule-counts.ts'
import type { Cli, OpenBook } from './cli.ts'
import { registerAutonomy } from './rules-autonomy.ts'
import { registerBacktest } from './rules-backtest.ts'
import { registerEnvironment } from './rules-environment.ts'
import { registerPolicyFiles } from './rules-add.ts'
import { registerShow } from './rules-show.ts'
import { policiesOf } from './rules-stored.ts'
import { registerSwitches } from './rules-switch.ts'
import { table } from './table.ts'
import { withBook } from './with-book.ts'

const columns = [
  { title: 'rule', width: 32 },
  { title: 'mode', width: 8 },
  { title: 'a person may override', width: 21 },
  { title: 'waiting', width: 7, right: true },
] as const

function builtIn({ config }: OpenBook, waiting: Waiting) {
  const { version, rules } = rulesetOf(config)
  const items = rules.map(({ name, canOverride, needs }) => ({
    id: name,
    name,
    mode: 'built-in',
    canOverride,
    needs,
    waiting: waiting[name] ?? 0,
  }))
  return { version, items }
}
type Waiting = Awaited<ReturnType<typeof waitingByRule>>

const ownPolicies = async ({ db }: OpenBook, waiting: Waiting) =>
  (await policiesOf(db)).map(({ name, mode, standing, newest }) => ({
    id: ruleOfPolicy(name),
    name,
    mode,
    canOverride: standing.policy.canOverride,
    version: standing.version,
    newest: newest.version,
    waiting: waiting[ruleOfPolicy(name)] ?? 0,
  }))

async function list(cli: Cli, book: OpenBook): Promise<void> {
  const waiting = await waitingByRule(book.db)
  const { version, items: rules } = builtIn(book, waiting)
  const own = await ownPolicies(book, waiting)
  const items = [...rules, ...own]
  const rows = items.map((one) => [one.id, one.mode, one.canOverride ? 'yes' : 'no', String(one.waiting)])
  const newer = own
    .filter((one) => one.newest !== one.version && one.mode !== 'disabled')
    .map(
      (one) =>
        `${one.name}: version ${one.version} is in force (${one.mode}), ${one.newest} is newer: daybook rules enable ${one.name}`,
    )
  const none = own.length === 0 ? ['', 'The book has no policies of its own yet: daybook rules add FILE'] : []
  const text = [`Ruleset ${version}`, ...table(columns, rows), ...newer, ...none].join('\n')
  cli.print.result({ ruleset: version, items }, text)
}

/** `daybook rules`: what the gate checks, the book's own policies, and how far each kind of action may go by itself. */
export function registerRules(program: Command, cli: Cli): void {
  const rules = program
    .command('rules')
    .description("what the gate checks, the book's own policies, and what may go by itself")
  rules
    .command('list', { isDefault: true })
    .description('rules and policies, whether a person may override them, and what each holds now')
    .action(() => withBook(cli, (book) => list(cli, book)))
  registerShow(rules, cli)
  registerPolicyFiles(rules, cli)
  registerBacktest(rules, cli)
  registerSwitches(rules, cli)
  registerEnvironment(rules, cli)
  registerAutonomy(rules, cli)
}
