import type { Objection } from '#records/objection.ts'
import type { QueueItem } from '#records/queue-item.ts'
import type { Verdict } from '#records/verdict.ts'

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

/** The rules that hold something, each once. */
export const rulesOf = (held: readonly HeldAction[]): readonly string[] => [
  ...new Set(held.flatMap(({ objections }) => objections.map(({ rule }) => rule))),
]

/**
 * Objections of the new judgement that the person has not set aside: `isAnswered` says which (action, rule) they saw
 * or may answer by deciding.
 */
export const unanswered = (
  verdict: Verdict,
  isAnswered: (action: number, rule: string) => boolean,
): readonly Objection[] =>
  holdsOf(verdict.actions).flatMap(({ action, objections }) =>
    objections.filter(({ rule }) => !isAnswered(action, rule)),
  )
