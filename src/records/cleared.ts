import type { Evidence } from './evidence.ts'
import type { Proposal } from './proposal.ts'
import type { Verdict } from './verdict.ts'

declare const stamp: unique symbol

/** A value with a seal that only one file can make: a compile-time fence, it does not travel through the database. */
export type Stamped<T, By extends string> = T & { readonly [stamp]: By }

/** A proposal the gate has judged. Minted in flow/5-gate/clear.ts only; commit acts on nothing else. */
export type Cleared<T> = Stamped<T, 'the gate'>

/**
 * What the gate hands on: the judged proposal, what it looked at, and what it said of each action. Only actions the
 * verdict clears (at a level above `watch`) have effects; the held ones form one queue item.
 */
export interface Gated {
  readonly proposal: Cleared<Proposal>
  readonly evidence: Evidence
  readonly verdict: Verdict
}
