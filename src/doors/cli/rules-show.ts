import type { Command } from 'commander'
import { stringify } from 'smol-toml'
import { Fault } from '#base/fault.ts'
import { rulesetOf } from '#gate/ruleset.ts'
import { ruleOfPolicy } from '#gate/policy/policy-rule.ts'
import { policyHolds } from '#state/read/policy-holds.ts'
import { waitingByRule } from '#state/read/queue-rule-counts.ts'
import type { Cli, OpenBook } from './cli.ts'
import { policiesOf, type StoredPolicy } from './rules-stored.ts'
import { withBook } from './with-book.ts'

const day = (at: string): string => at.slice(0, 16).replace('T', ' ')

async function showPolicy(cli: Cli, book: OpenBook, stored: StoredPolicy): Promise<void> {
  const { name, mode, standing, versions, switches } = stored
  const since = switches.at(-1)?.at
  const counts = since === undefined ? { held: 0, shadow: 0 } : await policyHolds(book.db, { name, since })
  const waiting = (await waitingByRule(book.db))[ruleOfPolicy(name)] ?? 0
  const lines = [
    `${name}, version ${standing.version}: ${mode}`,
    `Held ${counts.held} actions, would have held ${counts.shadow} in shadow; ${waiting} items wait for a person.`,
    '',
    stringify(standing.policy).trimEnd(),
    '',
    'Versions, the newest first:',
    ...versions.map(
      ({ version, at, author }) =>
        `  ${version}  ${day(at)}  by ${author}${version === standing.version ? '  (shown)' : ''}`,
    ),
    switches.length === 0 ? 'Never switched.' : 'Switches, the newest first:',
    ...switches.map(({ version, mode: to, by, at }) => `  ${day(at)}  ${to}  version ${version}  ${by}`),
  ]
  const value = { id: name, name, mode, version: standing.version, waiting, ...counts, versions, switches }
  cli.print.result({ ...value, policy: standing.policy }, lines.join('\n'))
}

async function show(cli: Cli, book: OpenBook, wanted: string): Promise<void> {
  const name = wanted.replace(/^policy:/, '')
  const [stored] = await policiesOf(book.db, name)
  if (stored !== undefined) return showPolicy(cli, book, stored)
  const rule = rulesetOf(book.config).rules.find((one) => one.name === name)
  if (rule === undefined)
    throw new Fault(
      'refused',
      `there is no rule or policy ${JSON.stringify(wanted)}`,
      'see: daybook rules list',
    )
  const waiting = (await waitingByRule(book.db))[name] ?? 0
  const { version, needs, canOverride } = rule
  const text = [
    `${name}, version ${version}: built in`,
    `It reads: ${needs.join(', ') || 'the proposal alone'}.`,
    canOverride ? 'A person may override it.' : 'Nobody can override it.',
    `${waiting} items wait for a person.`,
  ]
  cli.print.result(
    { id: name, name, mode: 'built-in', version, needs, canOverride, waiting },
    text.join('\n'),
  )
}

/** `daybook rules show`: one rule or policy, with its history and what it holds. */
export function registerShow(rules: Command, cli: Cli): void {
  rules
    .command('show')
    .description('the text of a policy, its versions and switches, and what it held')
    .argument('<name>', 'a policy or a rule')
    .addHelpText('after', '\nWhat an expression may use: daybook rules environment.')
    .action((name: string) => withBook(cli, (book) => show(cli, book, name)))
}
