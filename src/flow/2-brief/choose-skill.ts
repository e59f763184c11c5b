import type { Signal, SignalKind } from '#records/signal.ts'
import type { AccountStage } from '#records/stage.ts'
import type { SkillName } from '#records/words.ts'

/** What the choice looks at. Nothing a run of ours writes is in it: a second pass must choose the same skill. */
export interface SkillQuestion {
  readonly stage: AccountStage
  readonly signals: readonly Pick<Signal, 'kind'>[]
  readonly contacts: number
  readonly openQuestions: number
}

/**
 * Which kind of work an account gets. Somebody who wrote to us comes first; then what has a date; then who we know;
 * without a person to write to there is only research.
 */
export function chooseSkill({ stage, signals, contacts, openQuestions }: SkillQuestion): SkillName {
  const has = (kind: SignalKind) => signals.some((signal) => signal.kind === kind)
  if (has('unanswered-inbound')) return 'follow-up'
  if (stage === 'closed') return 'hygiene'
  if (contacts === 0) return openQuestions > 0 ? 'hygiene' : 'research'
  switch (stage) {
    case 'open-deal':
    case 'lapsed':
      return 'follow-up'
    case 'customer':
      return has('contract-end') || has('new-contact') || has('job-posting') ? 'follow-up' : 'hygiene'
    case 'new':
      return 'first-outreach'
    case 'working':
      return 'follow-up'
  }
}
