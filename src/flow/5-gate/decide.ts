import type { Evidence } from '#records/evidence.ts'
import { link } from '#records/linked-actions.ts'
import type { Objection } from '#records/objection.ts'
import type { Proposal } from '#records/proposal.ts'
import type { ActionVerdict, Verdict } from '#records/verdict.ts'
import { autonomyOf } from './autonomy.ts'
import { confidenceOf } from './confidence.ts'
import type { Rule, Subject } from './rule.ts'
import type { Ruleset } from './ruleset.ts'

/**
 * Judges every action of a proposal: all rules run, whatever fails to be checked holds, autonomy comes after the rules
 * and the links between actions last. Pure: the same three arguments give the same verdict on every machine.
 */
export function decide(proposal: Proposal, evidence: Evidence, ruleset: Ruleset): Verdict {
  const judged = proposal.actions.map((action, index): ActionVerdict => {
    const subject = { index, action }
    const objections = ruleset.rules.flatMap((rule) => askRule(rule, subject, { proposal, evidence }))
    return autonomyOf(subject, objections, evidence)
  })
  return {
    ruleset: ruleset.version,
    actions: link(proposal.actions, judged),
    confidence: proposal.actions.map((_action, index) => confidenceOf(index, proposal, evidence)),
  }
}

function askRule(
  rule: Rule,
  subject: Subject,
  { proposal, evidence }: { readonly proposal: Proposal; readonly evidence: Evidence },
): Objection[] {
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
