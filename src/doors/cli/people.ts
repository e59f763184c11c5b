import { userInfo } from 'node:os'
import type { Command } from 'commander'
import { Fault } from '#base/fault.ts'
import { hashedSecret, minSecretLength } from '#doors/person-proof.ts'
import { enroll } from '#orchestrator/people/enroll.ts'
import type { ProvenPerson } from '#records/person.ts'
import { personList } from '#state/read/person-list.ts'
import type { Cli, OpenBook } from './cli.ts'
import { proveAtCommandLine } from './prove.ts'
import { refuse } from './refuse.ts'
import { withBook } from './with-book.ts'

const tooShort = (): Fault =>
  new Fault('refused', `a secret has at least ${minSecretLength} characters`, 'choose a longer one')

/** Before a book is made: the first token counts only while it is new, so a bad one must not find that out later. */
export function refuseShortToken({ personToken }: Pick<Cli, 'personToken'>): void {
  if (personToken !== undefined && personToken.length < minSecretLength) throw tooShort()
}

const worldOf = ({ world, db }: OpenBook) => ({ clock: world.clock, db })

/** Asks for a new secret twice. undefined: there is nobody to ask, or they would rather not. */
async function askNewSecret(cli: Cli, prompt: string): Promise<string | undefined> {
  const secret = await cli.askSecret(prompt)
  if (secret === undefined || secret === '') return undefined
  if (secret.length < minSecretLength) throw tooShort()
  const again = await cli.askSecret('The same once more: ')
  if (again !== secret) throw new Fault('refused', 'the two were not the same', 'try again')
  return secret
}

/**
 * Enrols the first person of a book while it is made: with the token the command was given, else at the terminal.
 * Returns the name; undefined when nobody was there, or somebody is enrolled already. Then `people enroll` does it later.
 */
export async function enrolAtBirth(cli: Cli, book: OpenBook, mayAsk = true): Promise<string | undefined> {
  // Not for a book that was there before: whoever holds a shell could become its first person.
  if (!book.isNew || (await personList(book.db)).length > 0) return undefined
  const prompt = `Choose a secret for your approvals (${minSecretLength} characters or more; Enter: later): `
  const secret = cli.personToken ?? (mayAsk ? await askNewSecret(cli, prompt) : undefined)
  if (secret === undefined) return undefined
  if (secret.length < minSecretLength) throw tooShort()
  const name = userInfo().username
  const isNew = await enroll(worldOf(book), { name, ...hashedSecret(secret), by: undefined })
  return isNew ? name : undefined
}

async function list(cli: Cli, book: OpenBook): Promise<void> {
  const items = await personList(book.db)
  const lines = items.map(({ id, name, createdAt }) => `${id}  ${name}, since ${createdAt.slice(0, 10)}`)
  const none = 'Nobody may approve yet. A person enrols at a terminal: daybook people enroll NAME'
  cli.print.result({ items }, lines.length === 0 ? none : lines.join('\n'))
}

/** The first person needs a terminal, so that no script can be it; every further one somebody who vouches. */
async function enrollByName(cli: Cli, book: OpenBook, name: string): Promise<void> {
  const isFirst = (await personList(book.db)).length === 0
  let by: ProvenPerson | undefined
  if (!isFirst) {
    cli.print.note('Somebody who may approve already vouches for the new person first.')
    by = await proveAtCommandLine(cli, book)
    if (by === undefined) return
  }
  const secret = await askNewSecret(cli, `Secret of ${name} (${minSecretLength} characters or more): `)
  if (secret === undefined) {
    const message = 'a new secret is typed at a terminal, twice'
    return refuse(cli, { exit: 4, code: 'auth', message, next: 'run this where a person can type' })
  }
  if (!(await enroll(worldOf(book), { name, ...hashedSecret(secret), by })))
    throw new Fault(
      'refused',
      `${name} is enrolled already, or somebody else was first`,
      'see: daybook people',
    )
  cli.print.result({ name, enrolled: true }, `${name} may approve now.`)
}

/** `daybook people`: who may release things, and who joins them. */
export function registerPeople(program: Command, cli: Cli): void {
  const people = program.command('people').description('who may approve and release; no agent ever can')
  people
    .command('list', { isDefault: true })
    .description('everybody enrolled')
    .action(() => withBook(cli, (book) => list(cli, book)))
  people
    .command('enroll')
    .description('enrol a person: the first at a terminal, the others vouched for by one who is')
    .argument('<name>', 'how decisions are signed')
    .action((name: string) => withBook(cli, (book) => enrollByName(cli, book, name)))
}
