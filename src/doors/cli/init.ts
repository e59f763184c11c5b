import { basename, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { BookConfig } from '#records/config.ts'
import { personList } from '#state/read/person-list.ts'
import type { Cli, OpenBook } from './cli.ts'
import { enrolAtBirth, refuseShortToken } from './people.ts'

interface InitFlags {
  readonly name?: string
  readonly timeZone?: string
  readonly sender?: string
  readonly email?: string
  readonly company?: string
}

/** The settings of a new book that somebody's own accounts will go into: everything asks a person first. */
function configOf(folder: string, flags: InitFlags): BookConfig {
  const email = flags.email ?? 'you@example.com'
  return BookConfig.parse({
    name: flags.name ?? basename(folder),
    kind: 'imported',
    timeZone: flags.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    sender: {
      name: flags.sender ?? 'Your Name',
      email,
      company: flags.company ?? 'Your Company',
      domain: email.split('@')[1] ?? 'example.com',
      about: '',
    },
  })
}

/** What there is now. A book that was there before keeps its settings, whatever this command said. */
async function readyLines(book: OpenBook, person: string | undefined): Promise<readonly string[]> {
  const { isNew, config, folder, db } = book
  const ready = isNew
    ? `The book "${config.name}" is ready in ${folder}, with the offline model (no key, no cost).`
    : `The book "${config.name}" was in ${folder} already; its settings were kept. Change them in daybook.toml.`
  if (person !== undefined) return [ready, `${person} may approve with the secret just set.`]
  if ((await personList(db)).length > 0) return [ready]
  return [ready, 'Nobody can approve yet: enrol yourself at a terminal with: daybook people enroll NAME']
}

const nextLines = (folder: string): readonly string[] => [
  'Next:',
  ...(folder === '' ? [] : [`  cd ${folder}`]),
  '  edit daybook.toml           who writes (sender), your ideal customer (select.idealCustomer),',
  '                              whom you may write to, by country (outreach.countries)',
  '  edit playbook.md            what to say at which stage',
  '  daybook import companies.csv contacts.csv',
  '  daybook run',
]

/** `daybook init`: a new, empty book with its own database. Needs no key. */
export function registerInit(program: Command, cli: Cli): void {
  program
    .command('init')
    .description('make a new book: settings, playbook and database; needs no key')
    .argument('[dir]', 'its folder', '.')
    .option('--name <name>', 'its name (default: the folder)')
    .option('--time-zone <zone>', 'IANA time zone of its days (default: this machine)')
    .option('--sender <name>', 'whose name stands under the mail')
    .option('--email <address>', "the sender's address")
    .option('--company <name>', 'your company')
    .action(async (dir: string, flags: InitFlags) => {
      refuseShortToken(cli)
      const folder = resolve(cli.cwd, dir)
      const book = await cli.createBook(folder, configOf(folder, flags))
      try {
        const person = await enrolAtBirth(cli, book)
        cli.print.result(
          { book: folder, name: book.config.name, model: book.world.model.name, person: person ?? null },
          [...(await readyLines(book, person)), ...nextLines(relative(cli.cwd, folder))].join('\n'),
        )
      } finally {
        await book.close()
      }
    })
}
