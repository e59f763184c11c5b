import { canonicalJson } from '#base/canonical.ts'
import { decide } from '#gate/decide.ts'
import type { World } from '#ports/world.ts'
import type { StoredProposal } from '#records/stored-proposal.ts'
import type { Verdict } from '#records/verdict.ts'
import type { WithDb } from '#state/db.ts'
import { proposalsOfRun } from '#state/read/proposals-of-run.ts'
import { parseAgain } from './parse-again.ts'
import type { Difference, ReplayAsk } from './replay-ask.ts'
import { builtIn, rulesetFinder } from './ruleset-of-version.ts'

/** How a run's proposals fared. All numbers count proposals, the ones people released from the queue among them. */
export interface ProposalReplay {
  readonly proposals: number
  /** Parsed again from what the model handed in; the others were released by people or their files are gone. */
  readonly parsed: number
  /** Judged again. */
  readonly judged: number
  /** Not judged again: nobody kept the settings they were judged under. */
  readonly unjudged: number
  /** Not judged again: a person was forgotten, and what they were judged on is gone. */
  readonly erased: number
  /** Judged under rules that have changed since, so that a difference may be one of the rules. */
  readonly underNewRules: number
  readonly different: readonly Difference[]
}

const heldBy = ({ actions }: Verdict): string =>
  actions
    .map((said) =>
      said.kind === 'clear' ? 'clear' : `held by ${said.objections.map(({ rule }) => rule).join(', ')}`,
    )
    .join(' · ')

/** Byte by byte; the name of the ruleset is compared apart, for it changes with every rule. */
const same = (a: Verdict, b: Verdict): boolean =>
  canonicalJson({ ...a, ruleset: '' }) === canonicalJson({ ...b, ruleset: '' })

/** What two verdicts on one account say differently; nothing when they are the same. */
export function verdictsApart(
  account: StoredProposal['accountId'],
  was: Verdict,
  is: Verdict,
): readonly Difference[] {
  if (same(was, is)) return []
  const [then, now] = [heldBy(was), heldBy(is)]
  return [
    { account, what: 'verdict', was: then, is: then === now ? `${now}, in other words or numbers` : now },
  ]
}

/** Parses and judges every proposal of the run again. Reads only. */
export async function replayProposals(
  world: Pick<World, 'workspace'> & WithDb,
  ask: ReplayAsk,
): Promise<ProposalReplay> {
  const rulesetOfVersion = rulesetFinder(world, ask.ruleset)
  const count = { proposals: 0, parsed: 0, judged: 0, unjudged: 0, erased: 0, underNewRules: 0 }
  const different: Difference[] = []
  for await (const stored of proposalsOfRun(world.db, ask.runId)) {
    const { accountId, proposal, evidence, verdict } = stored
    count.proposals += 1
    ask.onProposal(count.proposals)
    if (stored.erased) {
      count.erased += 1
      continue
    }
    const parsed = await parseAgain(world, stored)
    if (parsed !== undefined) count.parsed += 1
    if (parsed !== undefined && parsed !== 'same')
      different.push({ account: accountId, what: 'parse', was: 'as stored', is: parsed })
    const ruleset = await rulesetOfVersion(verdict.ruleset)
    if (ruleset === undefined) {
      count.unjudged += 1
      continue
    }
    count.judged += 1
    if (ruleset.version !== builtIn(verdict.ruleset)) count.underNewRules += 1
    different.push(...verdictsApart(accountId, verdict, decide(proposal, evidence, ruleset)))
  }
  return { ...count, different }
}
