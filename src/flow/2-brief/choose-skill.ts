import type { Signal, SignalKind } from '#records/signal.ts'
import type { AccountStage } from '#records/stage.ts'
import type { SkillName } from '#records/words.ts'

/** What the choice looks at. Flags are not in it, nor anything else that a run of ours says about the account. */
export interface SkillQuestion {
  readonly stage: AccountStage
  readonly signals: readonly Pick<Signal, 'kind'>[]
  readonly contacts: number
  /** Fields on which vendors contradict each other and the record is silent. */
  readonly openQuestions: number
  /** Empty fields for which a vendor has a value. */
  readonly fillable: number
  /** Whether nobody can say how well it fits: what the ideal customer asks about is neither on the record nor claimed. */
  readonly isFitUnknown: boolean
  readonly isLarge: boolean
  /** Days until the next booked meeting; undefined: none is booked. */
  readonly daysToMeeting: number | undefined
  /** We wrote, and nobody there ever answered, called or met us. */
  readonly isOneSided: boolean
  /** Days since each kind of work was last done here by an earlier run; absent: never. This run's own does not count. */
  readonly daysSince: Readonly<Partial<Record<SkillName, number>>>
}

interface Rule {
  readonly skill: SkillName
  /** The sentence a person reads. */
  readonly because: string
  readonly holds: (question: SkillQuestion) => boolean
}

const has = ({ signals }: SkillQuestion, ...kinds: readonly SignalKind[]): boolean =>
  signals.some(({ kind }) => kinds.includes(kind))

/** Work that nobody's answer has moved forward is not done again the next day: the rules behind it get their turn. */
const isRested = ({ daysSince }: SkillQuestion, skill: SkillName, days: number): boolean =>
  (daysSince[skill] ?? Number.POSITIVE_INFINITY) >= days

const meetingDays = 3
const restDays = { enrichment: 30, research: 30, segmentation: 90, 'account-plan': 90 } as const

// The first rule that holds decides: what somebody waits for, then what has a date, then what we would have to know
// first, then whom to write to, then the record itself.
const rules: readonly Rule[] = [
  {
    skill: 'meeting-prep',
    because: 'a meeting is booked within three days',
    holds: ({ stage, daysToMeeting }) =>
      stage !== 'closed' && daysToMeeting !== undefined && daysToMeeting <= meetingDays,
  },
  {
    skill: 'follow-up',
    because: 'somebody wrote to us and nobody answered',
    holds: (question) => has(question, 'unanswered-inbound'),
  },
  { skill: 'hygiene', because: 'it is closed', holds: ({ stage }) => stage === 'closed' },
  {
    skill: 'enrichment',
    because: 'nobody to write to, and vendors contradict each other',
    holds: (question) =>
      question.contacts === 0 &&
      question.openQuestions > 0 &&
      isRested(question, 'enrichment', restDays.enrichment),
  },
  {
    skill: 'research',
    because: 'nobody to write to',
    holds: (question) => question.contacts === 0 && isRested(question, 'research', restDays.research),
  },
  {
    skill: 'hygiene',
    because: 'nobody to write to, and it was researched lately',
    holds: ({ contacts }) => contacts === 0,
  },
  { skill: 'follow-up', because: 'a deal is open', holds: ({ stage }) => stage === 'open-deal' },
  {
    skill: 'follow-up',
    because: 'a customer with a contract end or news',
    holds: (question) =>
      question.stage === 'customer' && has(question, 'contract-end', 'new-contact', 'job-posting'),
  },
  {
    skill: 'first-outreach',
    because: 'a lead that came in just now, and it is known how it fits',
    holds: (question) =>
      question.stage === 'new' && has(question, 'new-lead') && !question.isFitUnknown && !question.isOneSided,
  },
  {
    skill: 'enrichment',
    because: 'sources can fill or contradict what the record is silent on',
    holds: (question) =>
      question.openQuestions + question.fillable > 0 && isRested(question, 'enrichment', restDays.enrichment),
  },
  {
    skill: 'sequencing',
    because: 'we wrote, and nobody there ever answered',
    holds: ({ stage, isOneSided }) => isOneSided && (stage === 'new' || stage === 'working'),
  },
  {
    skill: 'segmentation',
    because: 'new, and nobody can say whether it fits',
    holds: (question) =>
      question.stage === 'new' &&
      question.isFitUnknown &&
      isRested(question, 'segmentation', restDays.segmentation),
  },
  {
    skill: 'first-outreach',
    because: 'nobody of ours has spoken to them',
    holds: ({ stage }) => stage === 'new',
  },
  {
    skill: 'account-plan',
    because: 'a large customer without a plan of this quarter',
    holds: (question) =>
      question.stage === 'customer' &&
      question.isLarge &&
      isRested(question, 'account-plan', restDays['account-plan']),
  },
  { skill: 'hygiene', because: 'a customer without news', holds: ({ stage }) => stage === 'customer' },
  { skill: 'follow-up', because: 'there is history with them', holds: () => true },
]

/** Which kind of work an account gets, and why in words. The same question always has the same answer. */
export function chooseSkill(question: SkillQuestion): Pick<Rule, 'skill' | 'because'> {
  const rule = rules.find(({ holds }) => holds(question))
  if (rule === undefined) throw new Error('the last rule of the choice of skills always holds')
  return { skill: rule.skill, because: rule.because }
}
