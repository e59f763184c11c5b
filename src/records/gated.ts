import type { Evidence } from './evidence.ts'
import type { Proposal } from './proposal.ts'
import type { Verdict } from './verdict.ts'

declare const stamp: unique symbol

/**
 * A value some check stands behind. A compile-time fence: it does not travel through the database; what is read back
 * is stamped again by checking again, never by a cast.
 */
export type Stamped<T, By extends string> = T & { readonly [stamp]: By }

/** A proposal of which at least one action may be written, with the verdict that says which. Minted in 5-gate/clear.ts. */
export type Cleared<T> = Stamped<{ readonly proposal: T; readonly verdict: Verdict }, 'the gate'>

/**
 * What the gate hands to commit, which stores proposal, evidence and verdict in its own transaction. `cleared` is
 * absent when every action is held; what is held becomes one queue item either way.
 */
export interface Gated {
  readonly proposal: Proposal
  readonly evidence: Evidence
  readonly verdict: Verdict
  readonly cleared: Cleared<Proposal> | undefined
}
