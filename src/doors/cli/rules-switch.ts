import type { Command } from 'commander'
import { Fault } from '#base/fault.ts'
import { switchPolicy } from '#orchestrator/policies/switch-policy.ts'
import type { PolicyMode } from '#records/policy.ts'
import type { Cli, OpenBook } from './cli.ts'
import { proveAtCommandLine } from './prove.ts'
import { checked } from './rules-file.ts'
import { policyNamed, versionOfPolicy } from './rules-stored.ts'
import { withBook } from './with-book.ts'

interface Wanted {
  readonly name: string
  readonly mode: PolicyMode
  readonly version?: string | undefined
}

async function change(cli: Cli, book: OpenBook, { name, mode, version: wanted }: Wanted): Promise<void> {
  const stored = await policyNamed(book.db, name)
  const { policy, version } = mode === 'disabled' ? stored.standing : versionOfPolicy(stored, wanted)
  const { problems } = mode === 'disabled' ? { problems: [] } : checked(policy)
  if (problems.length > 0)
    throw new Fault(
      'refused',
      [`version ${version} of ${name} does not fit any more`, ...problems.map((one) => `  ${one}`)].join(
        '\n',
      ),
      'store a new version: daybook rules add FILE',
    )
  const person = await proveAtCommandLine(cli, book)
  if (person === undefined) return
  const world = { clock: book.world.clock, db: book.db }
  const changed = await switchPolicy(world, { name, version, mode }, person)
  const by = changed ? `set by ${person.name}` : 'it was before'
  const text = `${name}, version ${version}, ${states[mode]} (${by}).`
  cli.print.result({ id: name, name, version, mode, changed, by: person.name }, text)
}

const states: Readonly<Record<PolicyMode, string>> = {
  enabled: 'is enabled and holds what it is true for',
  shadow: 'is in shadow: what it would hold is counted, and it holds nothing',
  disabled: 'is switched off',
}

/** `daybook rules enable|shadow|disable`: what a policy does. Each needs a person. */
export function registerSwitches(rules: Command, cli: Cli): void {
  const on = (verb: string, mode: PolicyMode, what: string): void => {
    rules
      .command(verb)
      .description(`${what} (needs a person)`)
      .argument('<name>', 'a stored policy')
      .option('--stored <version>', 'this version instead of the newest')
      .action((name: string, flags: { readonly stored?: string }) =>
        withBook(cli, (book) => change(cli, book, { name, mode, version: flags.stored })),
      )
  }
  on('enable', 'enabled', 'let the newest version of a policy hold')
  on('shadow', 'shadow', 'count what the newest version of a policy would hold, without holding')
  rules
    .command('disable')
    .description('switch a policy off (needs a person)')
    .argument('<name>', 'a stored policy')
    .action((name: string) => withBook(cli, (book) => change(cli, book, { name, mode: 'disabled' })))
}
