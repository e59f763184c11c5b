import { daysBetween } from '#base/clock.ts'
import { isHumanTouch, type Activity } from '#records/activity.ts'
import type { Claim, OpenQuestion } from '#records/claim.ts'
import type { IdealCustomer } from '#records/config.ts'
import type { Dossier, Timeline } from '#records/dossier.ts'
import type { RunId } from '#records/ids.ts'
import { sizeBandOf } from '#records/index-row.ts'
import type { Signal } from '#records/signal.ts'
import type { AccountStage } from '#records/stage.ts'
import type { SkillName } from '#records/words.ts'
import type { SkillQuestion } from './choose-skill.ts'

/** One kind of work that a run handed in for the account, and when. */
export interface SkillWork {
  readonly runId: RunId
  readonly skill: SkillName
  readonly at: string
}

/** What the question is put together from. */
export interface SkillSource {
  readonly stage: AccountStage
  readonly signals: readonly Signal[]
  readonly questions: readonly OpenQuestion[]
  readonly dossier: Dossier
  readonly timeline: Timeline
  readonly claims: readonly Claim[]
  readonly work: readonly SkillWork[]
  readonly idealCustomer: IdealCustomer
  readonly now: Date
}

const isSilent = ({ account }: Dossier, field: string): boolean =>
  ['', null, undefined].some((nothing) => account.fields[field] === nothing)

/** Empty fields for which a claim has a value. */
function fillable({ dossier, claims }: SkillSource): number {
  const claimed = claims.filter(({ value }) => value !== null && value !== '').map(({ field }) => field)
  return new Set(claimed.filter((field) => isSilent(dossier, field))).size
}

/** A list of the ideal customer that is empty asks for nothing; a location in words tells the country. */
function isFitUnknown({ dossier, claims, idealCustomer }: SkillSource): boolean {
  const asked = { industry: 'industries', employees: 'sizeBands', country: 'countries' } as const
  const isStated = (field: string) => !isSilent(dossier, field)
  const isKnown = (field: string) =>
    isStated(field) ||
    (field === 'country' && isStated('location')) ||
    claims.some((claim) => claim.field === field && claim.value !== null)
  return Object.entries(asked).some(([field, list]) => idealCustomer[list].length > 0 && !isKnown(field))
}

function daysToMeeting({ timeline, now }: SkillSource): number | undefined {
  const ahead = timeline.activities
    .filter(({ type, at }) => type === 'meeting' && new Date(at) > now)
    .map(({ at }) => -daysBetween(new Date(at), now))
  return ahead.length === 0 ? undefined : Math.min(...ahead)
}

const isOurMessage = (activity: Activity): boolean =>
  activity.type === 'email' &&
  activity.direction === 'outbound' &&
  (isHumanTouch(activity) || activity.author === 'agent')

/** A call or a meeting is a conversation, whoever began it; and a colleague who notes something has been talking. */
const isConversation = ({ type, direction, author }: Activity): boolean =>
  author === 'outsider' ||
  direction === 'inbound' ||
  type === 'call' ||
  type === 'meeting' ||
  (type === 'note' && author === 'person')

function isOneSided({ timeline, now }: SkillSource): boolean {
  const past = timeline.activities.filter(({ at }) => new Date(at) <= now)
  return past.some(isOurMessage) && !past.some(isConversation)
}

/** `work` is newest first, so that of each kind the last time stays. */
const daysSince = ({ work, now }: SkillSource): SkillQuestion['daysSince'] =>
  Object.fromEntries(work.toReversed().map(({ skill, at }) => [skill, daysBetween(new Date(at), now)]))

/** What the choice of a skill looks at, read from what the brief is made of. */
export function skillQuestion(source: SkillSource): SkillQuestion {
  const { stage, signals, questions, dossier } = source
  const employees = dossier.account.fields['employees']
  return {
    stage,
    signals,
    contacts: dossier.contacts.length,
    openQuestions: questions.length,
    fillable: fillable(source),
    isFitUnknown: isFitUnknown(source),
    isLarge: sizeBandOf(typeof employees === 'number' ? employees : undefined) === '1001+',
    daysToMeeting: daysToMeeting(source),
    isOneSided: isOneSided(source),
    daysSince: daysSince(source),
  }
}
