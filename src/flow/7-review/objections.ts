import type { Objection } from '#records/objection.ts'
import type { QueueItem } from '#records/queue-item.ts'
import type { Verdict } from '#records/verdict.ts'
import type { Waivers } from '#records/waiver.ts'

/** A hold that follows from another action's hold: it goes when that one goes, nobody has to set it aside. */
const follows = 'needs'

/** One action's objections, the ones that merely follow left out. */
export interface HeldAction {
  readonly action: number
  readonly objections: readonly Objection[]
}

export const holdsOf = (verdicts: QueueItem['held'] | Verdict['actions']): readonly HeldAction[] =>
  verdicts.flatMap((said) =>
    said.kind === 'hold'
      ? [{ action: said.action, objections: said.objections.filter(({ rule }) => rule !== follows) }]
      : [],
  )

/** Every rule that holds an action of this verdict, by action: what a person who answered them all has set aside. */
export const waiversOf = (verdict: Verdict): Waivers => {
  const byAction = new Map(
    verdict.actions.flatMap((said) =>
      said.kind === 'hold' ? [[said.action, said.objections.map(({ rule }) => rule)] as const] : [],
    ),
  )
  return verdict.actions.map((_said, action) => byAction.get(action) ?? [])
}

/**
 * Objections of the new judgement that the person has not set aside: `isAnswered` says which objections to which action
 * they saw or may answer by deciding.
 */
export const unanswered = (
  verdict: Verdict,
  isAnswered: (action: number, said: Objection) => boolean,
): readonly Objection[] =>
  holdsOf(verdict.actions).flatMap(({ action, objections }) =>
    objections.filter((said) => !isAnswered(action, said)),
  )
