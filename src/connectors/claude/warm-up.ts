// Who goes first over one cached prefix (tools and system text of a kind of work on one tier). An entry of the vendor's
// cache can be read only once the answer that wrote it has started, so that 200 calls sent together pay for writing it
// 200 times. Pure; the waiting itself is in warm-gate.ts.
//
//   cold     nobody is under way; leaves by: a call arrives -> it leads, warming
//   warming  one leads, others may wait; leaves by: any first token -> warm, all who wait go; the leader ends without one
//            -> the longest waiting leads, or cold when nobody waits
//   warm     all who arrive go at once; leaves by: nothing used it for its lifetime -> the next to arrive leads
//
// Nobody waits for ever: a leader always ends, and one who waited too long goes without (`gaveUp`), which at worst writes
// the entry twice. Chosen against: a leader that hangs holds up everybody.

type Warmth =
  | { readonly kind: 'cold' }
  | { readonly kind: 'warming'; readonly leader: number; readonly waiting: readonly number[] }
  | { readonly kind: 'warm'; readonly usedAt: number }

export const cold: Warmth = { kind: 'cold' }
export type { Warmth }

/** What happens next: the new state, and who may go now (a new leader or all who waited). */
export interface Step {
  readonly warmth: Warmth
  readonly released: readonly number[]
}

const isWarm = (warmth: Warmth, now: number, lifetimeMs: number): boolean =>
  warmth.kind === 'warm' && now < warmth.usedAt + lifetimeMs

/** A call arrives. It is among the released unless it must wait. `now` and `lifetimeMs` in milliseconds. */
export function arrived(
  warmth: Warmth,
  id: number,
  { now, lifetimeMs }: { readonly now: number; readonly lifetimeMs: number },
): Step {
  if (warmth.kind === 'warming')
    return { warmth: { ...warmth, waiting: [...warmth.waiting, id] }, released: [] }
  if (isWarm(warmth, now, lifetimeMs)) return { warmth, released: [id] }
  return { warmth: { kind: 'warming', leader: id, waiting: [] }, released: [id] }
}

/** A call had its first token; its request was sent at `sentAt`, from which the entry's lifetime surely counts. */
export const started = (warmth: Warmth, sentAt: number): Step => ({
  warmth: { kind: 'warm', usedAt: warmth.kind === 'warm' ? Math.max(warmth.usedAt, sentAt) : sentAt },
  released: warmth.kind === 'warming' ? warmth.waiting : [],
})

/** A call ended without a first token. Only the leader's end changes anything. */
export function failed(warmth: Warmth, id: number): Step {
  if (warmth.kind !== 'warming' || warmth.leader !== id) return { warmth, released: [] }
  const [next, ...waiting] = warmth.waiting
  return next === undefined
    ? { warmth: cold, released: [] }
    : { warmth: { kind: 'warming', leader: next, waiting }, released: [next] }
}

/** One waited too long and goes without. */
export const gaveUp = (warmth: Warmth, id: number): Step =>
  warmth.kind === 'warming'
    ? { warmth: { ...warmth, waiting: warmth.waiting.filter((other) => other !== id) }, released: [] }
    : { warmth, released: [] }
