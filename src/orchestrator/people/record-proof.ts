import type { World } from '#ports/world.ts'
import type { WithDb } from '#state/db.ts'
import { failedProofs } from '#state/read/person-failures.ts'
import { appendAudit } from '#state/write/audit.ts'
import { waitForProofs } from '#state/write/person-lock.ts'

/** How many wrong secrets may be given within how many milliseconds, whoever gives them. */
export interface ProofLimit {
  readonly most: number
  readonly windowMs: number
}

/** `failed` counts the wrong secrets of the window, this one included; `oldest` is the first of them. */
export type Tried<T> =
  | { readonly kind: 'found'; readonly found: T }
  | { readonly kind: 'wrong'; readonly failed: number }
  | { readonly kind: 'locked'; readonly failed: number; readonly oldest: Date }

/**
 * One try at a secret: counted, compared and noted as a whole, one after the other over all processes, so that many
 * guesses at the same moment are no more than many guesses in a row. `compare` must not wait for anything.
 */
export async function tryProof<T>(
  world: Pick<World, 'clock'> & WithDb,
  ask: { readonly door: string; readonly limit: ProofLimit; readonly compare: () => T | undefined },
): Promise<Tried<T>> {
  const { door, limit, compare } = ask
  return world.db.transaction().execute(async (trx) => {
    await waitForProofs(trx)
    const now = world.clock()
    const { count, oldest } = await failedProofs(trx, new Date(now.getTime() - limit.windowMs))
    if (count >= limit.most && oldest !== null) return { kind: 'locked', failed: count, oldest }
    const found = compare()
    if (found !== undefined) return { kind: 'found', found }
    const entry = { actor: door, kind: 'proof-failed', accountId: null, runId: null, body: {} }
    await appendAudit(trx, [{ at: now.toISOString(), ...entry }])
    return { kind: 'wrong', failed: count + 1 }
  })
}
