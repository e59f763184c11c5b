import type { Evidence } from '#records/evidence.ts'
import { link } from '#records/linked-actions.ts'
import type { Objection } from '#records/objection.ts'
import type { Proposal } from '#records/proposal.ts'
import type { ActionVerdict, ShadowHold, Verdict } from '#records/verdict.ts'
import { autonomyOf } from './autonomy.ts'
import { confidenceOf } from './confidence.ts'
import { policiesVersion, policyRules, type PolicyRule } from './policy/policy-rule.ts'
import type { Rule, Subject } from './rule.ts'
import type { Ruleset } from './ruleset.ts'

/**
 * Judges every action of a proposal: all rules run, whatever fails to be checked holds, autonomy comes after the rules
 * and the links between actions last. Pure: the same three arguments give the same verdict on every machine.
 */
export function decide(proposal: Proposal, evidence: Evidence, ruleset: Ruleset): Verdict {
  const subjects = proposal.actions.map((action, index): Subject => ({ index, action }))
  const policies = policyRules(evidence, ruleset.timeZone)
  const asked = { proposal, evidence }
  const judged = subjects.map((subject): ActionVerdict => {
    const objections = [
      ...ruleset.rules.flatMap((rule) => askRule(rule, subject, asked)),
      ...policies.flatMap((one) => (one.mode === 'enabled' ? askPolicy(one, subject, asked) : [])),
    ]
    return autonomyOf(subject, objections, evidence)
  })
  const shadow = policies.flatMap((one) =>
    one.mode === 'shadow' ? subjects.flatMap((subject) => shadowOf(one, subject, asked)) : [],
  )
  const used = policiesVersion(evidence)
  return {
    ruleset: used === undefined ? ruleset.version : `${ruleset.version}+${used}`,
    actions: link(proposal.actions, judged),
    confidence: proposal.actions.map((_action, index) => confidenceOf(index, proposal, evidence)),
    ...(shadow.length === 0 ? {} : { shadow }),
  }
}

interface Asked {
  readonly proposal: Proposal
  readonly evidence: Evidence
}

const askPolicy = ({ rule }: PolicyRule, subject: Subject, asked: Asked): Objection[] =>
  askRule(rule, subject, asked).map((said) => ({ ...said, canOverride: rule.canOverride }))

/** What a policy in shadow would have held; what it could not check counts, too, for it would have held that. */
const shadowOf = ({ policy, rule }: PolicyRule, subject: Subject, asked: Asked): ShadowHold[] =>
  askRule(rule, subject, asked).map(() => ({ policy, action: subject.index }))

function askRule(rule: Rule, subject: Subject, { proposal, evidence }: Asked): Objection[] {
  if (!rule.judges(subject.action)) return []
  try {
    const refusal = rule.objects(subject, proposal, evidence)
    return refusal === undefined ? [] : [{ rule: rule.name, ...refusal }]
  } catch (thrown) {
    // A rule that breaks has not passed anything: the action waits for a person, and the message for an engineer.
    const found = `the rule broke: ${thrown instanceof Error ? thrown.message : String(thrown)}`
    return [{ rule: rule.name, needed: `${rule.name} to be checked`, found }]
  }
}
