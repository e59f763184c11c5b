import type { Command } from 'commander'
import { forgetPerson, type ForgottenPerson } from '#orchestrator/forget/forget-person.ts'
import type { Cli, OpenBook } from './cli.ts'
import { proveAtCommandLine } from './prove.ts'
import { withBook } from './with-book.ts'

function screen({ contacts, accounts, rows, files, isDryRun, remains }: ForgottenPerson): string {
  const found = [...Object.entries(rows), ...(files === 0 ? [] : [['files', files] as const])]
  const who = contacts.length === 0 ? 'no contact has this address' : `contact ${contacts.join(', ')}`
  return [
    `${who}; ${accounts.length} accounts`,
    found.length === 0
      ? 'Nothing of ours speaks of them any more.'
      : isDryRun
        ? 'Would be erased:'
        : 'Erased:',
    ...found.map(([what, count]) => `  ${String(count).padStart(6)}  ${what}`),
    isDryRun ? 'Nobody could write to them any more.' : 'Nobody writes to them any more.',
    'Not ours to erase:',
    ...remains.map(({ what, next }) => `  ${what}\n    → ${next}`),
  ].join('\n')
}

async function forget(
  cli: Cli,
  book: OpenBook,
  { who, dryRun }: { readonly who: string; readonly dryRun: boolean },
): Promise<void> {
  const person = dryRun ? undefined : await proveAtCommandLine(cli, book)
  if (!dryRun && person === undefined) return
  const { config, playbook, world, db } = book
  const found = await forgetPerson({ ...world, db }, { who: who.trim(), person, config, playbook })
  const { isDryRun, ...rest } = found
  cli.print.result({ ...rest, dryRun: isDryRun }, screen(found))
}

/** `daybook forget`: a person's words and data go from our tables and files; a hash keeps them from being written to. */
export function registerForget(program: Command, cli: Cli): void {
  program
    .command('forget')
    .description(
      'erase what we keep of a person, and never write to them again; lists what only others can erase',
    )
    .argument('<person>', 'a contact id, or an e-mail address')
    .option('--dry-run', 'say what would go; change nothing')
    .addHelpText(
      'after',
      '\nNeeds a person who types their secret, except with --dry-run. The same command again goes on where it stopped, and changes nothing that is gone already.',
    )
    .action((who: string, { dryRun = false }: { readonly dryRun?: boolean }) =>
      withBook(cli, (book) => forget(cli, book, { who, dryRun })),
    )
}
