import type { SelectConfig } from '#records/config.ts'
import type { OwnerId } from '#records/ids.ts'
import type { Owner } from '#records/owner.ts'
import type { SelectionBasis } from '#records/selection.ts'

/** What an owner (null: nobody) holds already: open review items, waiting orders, accounts still queued in a run. */
export interface Held {
  readonly ownerId: OwnerId | null
  readonly items: number
}

/** Who works the owner's accounts: the owner, else the first active one along the delegates, else nobody. */
export function activeFor(ownerId: OwnerId | null, owners: ReadonlyMap<OwnerId, Owner>): OwnerId | undefined {
  const seen = new Set<OwnerId>()
  let at = ownerId
  while (at !== null && !seen.has(at)) {
    seen.add(at)
    const owner = owners.get(at)
    if (owner?.active === true) return at
    at = owner?.delegateId ?? null
  }
  return undefined
}

/**
 * The seats of this run: a place per active owner with what is left of ownerCapacity, and place 0, the pool, for accounts
 * without one. An absent owner's accounts and open items count to the delegate.
 */
export function placesOf(
  owners: readonly Owner[],
  held: readonly Held[],
  config: Pick<SelectConfig, 'ownerCapacity' | 'poolCapacity'>,
): Pick<SelectionBasis, 'free' | 'placeOf' | 'placeNames'> {
  const known = new Map(owners.map((owner) => [owner.id, owner]))
  const active = owners.filter((owner) => owner.active).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const number = new Map(active.map((owner, n) => [owner.id, n + 1]))
  const placeFor = (id: OwnerId | null): number => {
    const worker = activeFor(id, known)
    return worker === undefined ? 0 : (number.get(worker) ?? 0)
  }
  const free = [config.poolCapacity, ...active.map(() => config.ownerCapacity)]
  for (const { ownerId, items } of held) {
    const place = placeFor(ownerId)
    free[place] = (free[place] ?? 0) - items
  }
  return {
    free,
    placeOf: Object.fromEntries(owners.map(({ id }) => [id, placeFor(id)])),
    placeNames: ['the pool', ...active.map(({ name }) => name)],
  }
}
