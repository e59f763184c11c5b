import type { Cleared, Gated } from '#records/cleared.ts'
import type { Evidence } from '#records/evidence.ts'
import type { Proposal } from '#records/proposal.ts'
import { decide } from './decide.ts'
import type { Ruleset } from './ruleset.ts'

/**
 * The only place that mints `Cleared`. It judges itself instead of taking a verdict, so that none can be made up; a
 * proposal read back from storage is stamped again by coming through here again.
 */
export function clear(proposal: Proposal, evidence: Evidence, ruleset: Ruleset): Gated {
  return { proposal: proposal as Cleared<Proposal>, evidence, verdict: decide(proposal, evidence, ruleset) }
}
