import type { AccountId, RunId } from '#records/ids.ts'
import type { RulesetChoice } from './ruleset-of-version.ts'

/** One account that came out otherwise. `was` and `is` in the words a person reads. */
export interface Difference {
  readonly account: AccountId
  readonly what: 'selection' | 'parse' | 'verdict'
  readonly was: string
  readonly is: string
}

export interface ReplayAsk {
  readonly runId: RunId
  /** Whose rules judge: those the verdicts were given under, or others, to see what they would have done. */
  readonly ruleset: RulesetChoice
  onProposal(done: number): void
}
