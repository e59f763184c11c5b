import type { EvidencePart } from '../rule.ts'
import type { MailAsk, MailCheck } from './check.ts'
import type { MailEffect, MailRefusal } from './mail.ts'
import { mailRules, type MailRule, type MailRuleName } from './table.ts'

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
  return checksAt(at).flatMap(({ rule: { id, effect, unchecked }, checks }) =>
    checks.flatMap((check) => {
      const refusal = check.refuses(ask)
      if (refusal === undefined) return []
      const { unchecked: isUnchecked, effect: own = effect, ...said } = refusal
      return [{ ...said, rule: id, effect: isUnchecked === true ? unchecked : own }]
    }),
  )
}

interface Asked {
  readonly rule: MailRule
  readonly checks: readonly MailCheck[]
}
const asked = new Map<string, readonly Asked[]>()

/** What is asked at a rule of the gate or on the way out, in the order of the table. */
function checksAt(at: MailRuleName | 'out'): readonly Asked[] {
  const known = asked.get(at)
  if (known !== undefined) return known
  const made = mailRules.flatMap((rule): Asked[] => {
    const checks =
      at === 'out' ? rule.out : rule.gate.flatMap(([name, check]) => (name === at ? [check] : []))
    return checks.length === 0 ? [] : [{ rule, checks }]
  })
  asked.set(at, made)
  return made
}

/** The parts of the evidence a rule of the gate needs for its share of the nineteen. */
export const neededFor = (at: MailRuleName): readonly EvidencePart[] => [
  ...new Set(
    mailRules.flatMap(({ gate }) => gate.flatMap(([name, { needs }]) => (name === at ? needs : []))),
  ),
]
