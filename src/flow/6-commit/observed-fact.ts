import type { Action } from '#records/action.ts'
import type { Evidence } from '#records/evidence.ts'
import { factOf, type Fact } from '#records/fact.ts'
import type { AccountId } from '#records/ids.ts'

/**
 * What a subagent read out of an answer, as a fact. It trusts no more, is no cleaner and no newer than what it was read
 * from: the mail of last year says what was so last year.
 */
export function observedFact(
  action: Extract<Action, { kind: 'observe' }>,
  accountId: AccountId,
  evidence: Evidence,
): Fact {
  const answer =
    evidence.answers.kind === 'known'
      ? evidence.answers.value.find(({ ref }) => ref === action.sourceRef)
      : undefined
  const written =
    evidence.timeline.kind === 'known'
      ? evidence.timeline.value.activities.find(
          ({ id }) => action.sourceRef === id || action.sourceRef === `lead:${id}`,
        )
      : undefined
  return factOf({
    accountId,
    subject: action.subject,
    field: action.field,
    value: action.value,
    source: 'observed',
    sourceRef: action.sourceRef,
    observedAt: written === undefined || written.at > evidence.now ? evidence.now : written.at,
    trust: 'web',
    tainted: answer?.tainted ?? true,
  })
}
