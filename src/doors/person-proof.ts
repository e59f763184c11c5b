import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import type { World } from '#ports/world.ts'
import { tryProof } from '#orchestrator/people/record-proof.ts'
import { ProvenPerson } from '#records/person.ts'
import type { WithDb } from '#state/db.ts'
import { failedProofs } from '#state/read/person-failures.ts'
import { personSecrets } from '#state/read/person-secrets.ts'

// The threat: an agent with a shell that approves its own work. So a secret that a person chose, never printed, stored
// as a slow salted hash only, compared in constant time, and not guessable by trying: failures are logged and slow down.

/** A secret shorter than this is refused when it is chosen. */
export const minSecretLength = 8

// About 80 ms and 32 MB a try on one core.
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const maxFailures = 5
const windowMs = 5 * 60_000

const scrypt = (secret: string, salt: string): Buffer => scryptSync(secret.normalize('NFKC'), salt, 32, cost)

/** What is stored of a secret. */
export function hashedSecret(secret: string): { readonly salt: string; readonly hash: string } {
  const salt = randomBytes(16).toString('hex')
  return { salt, hash: scrypt(secret, salt).toString('hex') }
}

function matches(secret: string, stored: { readonly salt: string; readonly hash: string }): boolean {
  const wanted = Buffer.from(stored.hash, 'hex')
  const given = scrypt(secret, stored.salt)
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}

/** Whether a secret is a person's; `why` and `next` tell what to do when it is not. */
export type Proof =
  | { readonly kind: 'proven'; readonly person: ProvenPerson }
  | { readonly kind: 'unproven'; readonly why: string; readonly next: string }

const unproven = (why: string, next: string): Proof => ({ kind: 'unproven', why, next })

const locked = (failed: { readonly count: number; readonly oldest: Date }, now: Date): Proof => {
  const minutes = Math.max(1, Math.ceil((failed.oldest.getTime() + windowMs - now.getTime()) / 60_000))
  return unproven(`${failed.count} wrong secrets were given lately`, `try again in ${minutes} min`)
}

/**
 * The one place where a secret becomes a proven person. `ask` is called only when a try is allowed; undefined from it
 * means that nobody is there to be asked. A wrong secret is audited; after five in five minutes nobody is asked any more.
 */
export async function provePerson(
  world: Pick<World, 'clock'> & WithDb,
  door: string,
  ask: () => Promise<string | undefined>,
): Promise<Proof> {
  const people = await personSecrets(world.db)
  if (people.length === 0)
    return unproven('nobody may approve yet', 'a person enrols at a terminal: daybook people enroll NAME')
  const now = world.clock()
  const { count, oldest } = await failedProofs(world.db, new Date(now.getTime() - windowMs))
  if (count >= maxFailures && oldest !== null) return locked({ count, oldest }, now)
  const secret = await ask()
  if (secret === undefined || secret === '')
    return unproven(
      'this needs a person',
      'run it at a terminal and type your secret, or set DAYBOOK_PERSON_TOKEN for this one command',
    )
  const tried = await tryProof(world, {
    door,
    limit: { most: maxFailures, windowMs },
    // Every stored secret is compared, so that the time says nothing about whose it was.
    compare: () => people.filter((person) => matches(secret, person))[0],
  })
  switch (tried.kind) {
    case 'found':
      return { kind: 'proven', person: ProvenPerson.parse({ id: tried.found.id, name: tried.found.name }) }
    case 'wrong':
      return unproven('that is nobody’s secret', `${maxFailures - tried.failed} tries are left for now`)
    case 'locked':
      return locked({ count: tried.failed, oldest: tried.oldest }, now)
  }
}
