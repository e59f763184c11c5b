import type { Chosen } from '#records/selection.ts'

/** What pick needs of an account that may be chosen. */
export interface Pickable {
  readonly accountId: string
  readonly segment: string
  readonly place: number
  readonly score: number
  readonly due: number
}

export interface PickAsk<A extends Pickable> {
  readonly candidates: readonly A[]
  readonly limit: number
  readonly reserve: number
  /** The floors to serve, in the order in which they take seats. */
  readonly floors: readonly { readonly segment: string; readonly floor: number }[]
  /** Free seats per place. */
  readonly free: readonly number[]
}

export interface Seated<A> {
  readonly account: A
  readonly seat: Chosen['seat']
}

const byId = (a: Pickable, b: Pickable): number =>
  a.accountId < b.accountId ? -1 : a.accountId > b.accountId ? 1 : 0
const byScore = (a: Pickable, b: Pickable): number => b.score - a.score || byId(a, b)
const byDeadline = (a: Pickable, b: Pickable): number => a.due - b.due || byScore(a, b)

/**
 * Composes the set, in the order in which it is worked: the floors, then the reserve by deadline (equal deadlines by
 * score), then the rest by score; ties by id. Nobody is seated beyond their owner's places. The promises come first, so
 * that a run which is stopped half-way has kept them.
 */
export function pick<A extends Pickable>({
  candidates,
  limit,
  reserve,
  floors,
  free,
}: PickAsk<A>): readonly Seated<A>[] {
  const left = [...free]
  const seated = new Map<string, Seated<A>>()
  const take = (accounts: readonly A[], count: number, seat: Chosen['seat']): void => {
    let open = Math.min(count, limit - seated.size)
    for (const account of accounts) {
      if (open <= 0) return
      const seats = left[account.place] ?? 0
      if (seats <= 0 || seated.has(account.accountId)) continue
      left[account.place] = seats - 1
      seated.set(account.accountId, { account, seat })
      open--
    }
  }
  const best = candidates.toSorted(byScore)
  for (const { segment, floor } of floors)
    take(
      best.filter((account) => account.segment === segment),
      floor,
      'floor',
    )
  take(candidates.toSorted(byDeadline), reserve, 'reserve')
  take(best, limit, 'score')
  return [...seated.values()]
}
