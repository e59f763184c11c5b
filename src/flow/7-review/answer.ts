import type { DecisionRecord } from '#records/decision.ts'
import type { Objection } from '#records/objection.ts'
import type { QueueItem } from '#records/queue-item.ts'
import type { JourneyResult } from '#records/run.ts'

/** Why a decision was not taken. Nothing was changed. */
export type RefusalKind =
  /** No such item. */
  | 'unknown'
  /** Another version stands: somebody decided meanwhile, or the item holds something else now. */
  | 'stale'
  /** It releases something, and nobody proved to be a person. */
  | 'proof-needed'
  /** The item's state does not allow it, or there is nothing to do it to. */
  | 'impossible'
  /** A rule without override holds it. */
  | 'firm'
  /** Judged again, the gate objects to something the person has not answered. */
  | 'held-again'

export interface Refusal {
  readonly kind: RefusalKind
  /** In words, with what to do next. */
  readonly message: string
  readonly objections: readonly Objection[]
  /** The decision that came first, if that is why. */
  readonly first: DecisionRecord | undefined
}

/** What came of a decision. `repeated`: the same decision on the same version was taken before; nothing happened now. */
export type DecisionAnswer =
  | {
      readonly kind: 'decided'
      readonly item: QueueItem
      readonly repeated: boolean
      /** What the release led to; undefined when nothing was released. */
      readonly result: JourneyResult | undefined
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

export const refusal = (
  kind: RefusalKind,
  message: string,
  more: { readonly objections?: readonly Objection[]; readonly first?: DecisionRecord | undefined } = {},
): Refusal => ({ kind, message, objections: more.objections ?? [], first: more.first })

/** Thrown inside the deciding transaction only, to roll it back; decideItem turns it into its answer. */
export class Undecided extends Error {
  override readonly name = 'Undecided'
  readonly answer: DecisionAnswer

  constructor(answer: DecisionAnswer) {
    super('the decision was not taken')
    this.answer = answer
  }
}
