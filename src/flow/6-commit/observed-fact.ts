import type { Action } from '#records/action.ts'
import type { Evidence } from '#records/evidence.ts'
import { factOf, type Fact } from '#records/fact.ts'
import type { AccountId } from '#records/ids.ts'

/** What a subagent read out of an answer, as a fact. It trusts no more, and is no cleaner, than what it was read from. */
export function observedFact(
  action: Extract<Action, { kind: 'observe' }>,
  accountId: AccountId,
  evidence: Evidence,
): Fact {
  const answer =
    evidence.answers.kind === 'known'
      ? evidence.answers.value.find(({ ref }) => ref === action.sourceRef)
      : undefined
  return factOf({
    accountId,
    subject: action.subject,
    field: action.field,
    value: action.value,
    source: 'observed',
    sourceRef: action.sourceRef,
    observedAt: evidence.now,
    trust: 'web',
    tainted: answer?.tainted ?? true,
  })
}
