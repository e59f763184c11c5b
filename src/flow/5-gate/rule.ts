import type { Action, ActionKind } from '#records/action.ts'
import type { Evidence, Part } from '#records/evidence.ts'
import type { Objection } from '#records/objection.ts'
import type { Proposal } from '#records/proposal.ts'
import type { Instant } from '#records/time.ts'

/** The parts of the evidence that may be unreadable. */
export type EvidencePart = Exclude<keyof Evidence, 'now'>

type Value<P> = Extract<P, { readonly kind: 'known' }> extends { readonly value: infer T } ? T : never

/** The parts a rule asked for, all of them known. What it did not name it cannot see, the time among them: that is `clock`. */
export type Known<N extends EvidencePart> = { readonly [P in N]: Value<Evidence[P]> } & ('clock' extends N
  ? { readonly now: Instant }
  : unknown)

/** The action being judged and its index in the proposal. A draft is judged as its `send-email`. */
export interface Subject {
  readonly index: number
  readonly action: Action
}

/** What a rule says when it refuses; the frame adds the rule's name. */
export type Refusal = Omit<Objection, 'rule'>

interface RuleText<N extends EvidencePart> {
  readonly name: string
  /** Raised when the rule's meaning changes: part of the ruleset's version. */
  readonly version: number
  /** The kinds of action it judges; absent: every kind that has an effect, which is all but `none`. */
  readonly judges?: readonly ActionKind[]
  readonly needs: readonly N[]
  /** Whether a person may release an action this rule holds. */
  readonly canOverride: boolean
  /** Pure. A throw counts as an objection of this rule. */
  objects(subject: Subject, proposal: Proposal, evidence: Known<N>): Refusal | undefined
}

/** A rule as the gate runs it: what it needs is looked up by the frame, so that no rule can forget an unreadable part. */
export interface Rule extends Omit<RuleText<EvidencePart>, 'objects' | 'judges'> {
  judges(action: Action): boolean
  objects(subject: Subject, proposal: Proposal, evidence: Evidence): Refusal | undefined
}

/** Makes a rule: it sees exactly the parts it names, and objects by itself to each action it judges when one is unreadable. */
export function rule<const N extends EvidencePart>(text: RuleText<N>): Rule {
  const { judges, needs, objects, ...rest } = text
  return {
    ...rest,
    needs,
    judges: ({ kind }) => (judges === undefined ? kind !== 'none' : judges.includes(kind)),
    objects: (subject, proposal, evidence) => {
      const gaps = needs.flatMap((name) => gap(name, evidence[name]))
      if (gaps.length > 0)
        return { needed: `${needs.join(', ')} to be readable`, found: `could not check: ${gaps.join('; ')}` }
      return objects(subject, proposal, known(evidence, needs))
    },
  }
}

const gap = (name: string, part: Part<unknown>): string[] =>
  part.kind === 'unreadable' ? [`${name}: ${part.reason}`] : []

// TypeScript cannot follow a mapped type through Object.fromEntries; the overload says what the loop does.
function known<N extends EvidencePart>(evidence: Evidence, needs: readonly N[]): Known<N>
function known(evidence: Evidence, needs: readonly EvidencePart[]): object {
  const values = needs.flatMap((name) => {
    const part = evidence[name]
    return part.kind === 'known' ? [[name, part.value] as const] : []
  })
  return { ...(needs.includes('clock') ? { now: evidence.now } : {}), ...Object.fromEntries(values) }
}
