import type { EvidencePart } from '../rule.ts'
import type { MailAsk } from './check.ts'
import type { MailEffect, MailRefusal } from './mail.ts'
import { mailRules, type MailRuleName } from './table.ts'

/** One rule's refusal of a message. */
export interface MailObjection extends Omit<MailRefusal, 'effect'> {
  /** `G1` to `G19`. */
  readonly rule: string
  readonly effect: MailEffect
}

/**
 * Judges a message by the nineteen rules of safety.md 4.5. `at`: the name of a rule of the gate runs what it answers for
 * there; `out` runs everything, as the message leaves. All refusals are listed, the headline first; none: it passes. Pure.
 */
export function judgeMail(at: MailRuleName | 'out', ask: MailAsk): readonly MailObjection[] {
  return mailRules.flatMap(({ id, effect, unchecked, gate, out }) =>
    (at === 'out' ? out : gate.flatMap(([name, check]) => (name === at ? [check] : []))).flatMap((check) => {
      const refusal = check.refuses(ask)
      if (refusal === undefined) return []
      const { unchecked: isUnchecked, effect: own = effect, ...said } = refusal
      return [{ ...said, rule: id, effect: isUnchecked === true ? unchecked : own }]
    }),
  )
}

/** The parts of the evidence a rule of the gate needs for its share of the nineteen. */
export const neededFor = (at: MailRuleName): readonly EvidencePart[] => [
  ...new Set(
    mailRules.flatMap(({ gate }) => gate.flatMap(([name, { needs }]) => (name === at ? needs : []))),
  ),
]
