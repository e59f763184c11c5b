import type { Evidence } from '#records/evidence.ts'
import type { Proposal } from '#records/proposal.ts'
import { isRepetition, standingUndos } from '#records/undone.ts'
import type { Verdict } from '#records/verdict.ts'

/**
 * The actions that would only repeat what a person took back, and those that only build on such: the person has had
 * their say, and is not asked again. By index.
 */
export function takenBack(
  { actions, skill, draft }: Proposal,
  { undone }: Evidence,
  verdict: Verdict,
): ReadonlySet<number> {
  if (undone.kind === 'unreadable' || undone.value.length === 0) return new Set()
  const found = new Set<number>()
  for (const [index, action] of actions.entries())
    if (
      standingUndos(action, { skill, to: draft?.to }, undone.value).some((one) => isRepetition(action, one))
    )
      found.add(index)
  // Each round carries it one link further, so there are at most as many rounds as actions.
  for (let size = -1; size !== found.size;) {
    size = found.size
    for (const said of verdict.actions)
      if (said.kind === 'hold' && said.objections.every(({ rule }) => rule === 'needs'))
        if ((actions[said.action]?.needs ?? []).some((needed) => found.has(needed))) found.add(said.action)
  }
  return found
}

/** Whether a person took back when the account is to be looked at again, and nothing newer is known. */
export const isDayTakenBack = ({ undone }: Evidence): boolean =>
  undone.kind === 'known' &&
  undone.value.some(({ intent, isOvertaken }) => intent === 'next-touch' && !isOvertaken)
