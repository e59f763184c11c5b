import type { Command } from 'commander'
import * as z from 'zod'
import { Fault } from '#base/fault.ts'
import { addSuppression } from '#orchestrator/suppress/add-suppression.ts'
import { Suppression } from '#records/suppression.ts'
import { suppressionList } from '#state/read/suppression-list.ts'
import type { Cli, OpenBook } from './cli.ts'
import { withBook } from './with-book.ts'

const Scope = Suppression.shape.scope

/** What a value names when nobody said so: an address, or a domain; ids need the word. */
function scopeOf(value: string, said: string | undefined): z.infer<typeof Scope> {
  if (said !== undefined) {
    const scope = Scope.safeParse(said)
    if (scope.success) return scope.data
    throw new Fault('refused', `--scope ${JSON.stringify(said)} is none of ${Scope.options.join(', ')}`)
  }
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) return 'address'
  if (/^[^@\s/]+\.[^@\s/.]+$/.test(value)) return 'domain'
  throw new Fault(
    'refused',
    `${JSON.stringify(value)} is neither an e-mail address nor a domain`,
    'for an id say what it is: --scope account, or --scope person',
  )
}

async function list(cli: Cli, book: OpenBook): Promise<void> {
  const found = await suppressionList(book.db, 1000)
  const items = found.map((one) => ({ id: `${one.scope}:${one.value}`, ...one }))
  const lines = items.map(
    ({ scope, value, reason, at }) => `${scope.padEnd(8)} ${value}  ${at.slice(0, 10)}, ${reason}`,
  )
  cli.print.result({ items }, lines.length === 0 ? 'Nobody is suppressed.' : lines.join('\n'))
}

async function add(
  cli: Cli,
  book: OpenBook,
  wanted: { readonly value: string; readonly reason: string; readonly scope?: string },
): Promise<void> {
  const value = wanted.value.trim().toLowerCase()
  const scope = scopeOf(value, wanted.scope)
  const world = { clock: book.world.clock, db: book.db }
  const added = await addSuppression(world, book.config, { scope, value, reason: wanted.reason, by: 'cli' })
  const said = added ? 'Nobody is written to there any more' : 'It was suppressed already'
  cli.print.result({ id: `${scope}:${value}`, scope, value, added }, `${said}: ${scope} ${value}`)
}

/** `daybook suppress`: who must not be written to. Adding needs no proof; taking away is an administrator's work. */
export function registerSuppress(program: Command, cli: Cli): void {
  const suppress = program.command('suppress').description('who must never be written to')
  suppress
    .command('list', { isDefault: true })
    .description('everybody suppressed, newest first')
    .action(() => withBook(cli, (book) => list(cli, book)))
  suppress
    .command('add')
    .description(
      'stop all writing to an address, a domain, an account or a person; there is no way back here',
    )
    .argument('<value>', 'e-mail address, domain, or id')
    .requiredOption('--reason <text>', 'why')
    .option('--scope <scope>', `${Scope.options.join(', ')} (default: by the look of the value)`)
    .action((value: string, flags: { readonly reason: string; readonly scope?: string }) =>
      withBook(cli, (book) => add(cli, book, { value, ...flags })),
    )
}
