import { provePerson } from '#doors/person-proof.ts'
import type { ProvenPerson } from '#records/person.ts'
import type { Cli, OpenBook } from './cli.ts'
import { refuse } from './refuse.ts'

/** The person at this command line. undefined: nobody proved to be one; it was said why, and the exit code is 4. */
export async function proveAtCommandLine(cli: Cli, book: OpenBook): Promise<ProvenPerson | undefined> {
  const proof = await provePerson({ clock: book.world.clock, db: book.db }, 'cli', async () =>
    cli.personToken === undefined ? cli.askSecret('Your secret: ') : cli.personToken,
  )
  if (proof.kind === 'proven') return proof.person
  refuse(cli, { exit: 4, code: 'auth', message: proof.why, next: proof.next })
  return undefined
}
