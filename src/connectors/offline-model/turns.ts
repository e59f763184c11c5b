import { hashOf } from '#base/hash.ts'

interface Ask {
  readonly name: string
  readonly input: Readonly<Record<string, number | string>>
}

const record: Ask = { name: 'record', input: {} }
const timeline: Ask = { name: 'timeline', input: { limit: 50 } }
const contacts: Ask = { name: 'contacts', input: {} }
const deals: Ask = { name: 'deals', input: {} }
const facts: Ask = { name: 'facts', input: {} }
const policy: Ask = { name: 'policy', input: {} }
const fit: Ask = { name: 'fit', input: {} }

/** How the same reading is spread over turns; the turn after the last reading hands in. */
const habits: readonly (readonly (readonly Ask[])[])[] = [
  [[record, timeline, contacts, deals, facts, fit]],
  [
    [record, timeline],
    [contacts, deals, facts, fit],
  ],
  [
    [record, timeline],
    [contacts, deals],
    [facts, fit],
  ],
  [[record, policy], [timeline, contacts], [deals], [facts, fit]],
]

/** A number in [0, 2^32) that depends on nothing but the words: the same on every machine. */
export const draw = (...words: readonly (string | number)[]): number =>
  parseInt(hashOf(words).slice(0, 8), 16)

/** How many model turns an account takes, the handing in included: 2 to 5, by its id, or as fixed. */
export const turnsOf = (account: string, fixed?: number): number =>
  fixed === undefined ? 2 + (draw('turns', account) % habits.length) : Math.min(5, Math.max(2, fixed))

/** The tools to read in this turn; none: time to hand in. Tools the skill does not offer are left out. */
export function readsOf(turns: number, turn: number, offered: ReadonlySet<string>): readonly Ask[] {
  const held = (habits[turns - 2] ?? []).map((asks) => asks.filter(({ name }) => offered.has(name)))
  // A turn of which nothing is offered is no turn: handing in then would be without what comes after it.
  return held.filter((asks) => asks.length > 0)[turn] ?? []
}
