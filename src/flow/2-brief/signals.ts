import { daysBetween, utcDay } from '#base/clock.ts'
import { type Activity, isHumanTouch } from '#records/activity.ts'
import type { Dossier, Timeline } from '#records/dossier.ts'
import { freshDaysOf } from '#records/field-dictionary.ts'
import { textOf } from '#records/fields.ts'
import { isQuiet, mailHash, type ReadMail } from '#records/inbound-reading.ts'
import type { Signal, SignalKind } from '#records/signal.ts'

/** What signals are read from. `flags` are the ones earlier runs raised and that still stand. */
export interface SignalSource {
  readonly dossier: Dossier
  readonly timeline: Timeline
  readonly flags: readonly { readonly flag: string; readonly at: string; readonly runId: string }[]
  /** What the small tier read in this account's mails. */
  readonly readMails: readonly ReadMail[]
  readonly now: Date
}

type Raised = Omit<Signal, 'accountId'>

/** An older message is past answering: writing "thanks for your mail" after this is worse than silence. */
const answerableDays = 60
const contractWindowDays = 90
const newContactDays = 14
const newLeadDays = 14

const isOpenMessage = (activity: Activity, now: Date): boolean =>
  activity.author === 'outsider' &&
  activity.direction === 'inbound' &&
  (activity.type === 'email' || activity.type === 'call') &&
  new Date(activity.at) <= now

/** Inbound messages newer than anything one of ours (or a sent message of ours) said since. Newest first. */
function unanswered({ activities }: Timeline, now: Date): readonly Activity[] {
  const isOurs = (activity: Activity) =>
    new Date(activity.at) <= now &&
    (isHumanTouch(activity) || (activity.author === 'agent' && activity.direction === 'outbound'))
  const last = activities.filter(isOurs).reduce((newest, { at }) => (at > newest ? at : newest), '')
  return activities.filter((activity) => isOpenMessage(activity, now) && activity.at > last)
}

const answerable = ({ timeline, now }: Pick<SignalSource, 'timeline' | 'now'>): readonly Activity[] =>
  unanswered(timeline, now).filter(({ at }) => daysBetween(new Date(at), now) <= answerableDays)

/** The reading of a mail as it stands in the CRM now: one of a text that was changed since says nothing. */
const readingOf = (mail: Activity, { readMails }: Pick<SignalSource, 'readMails'>): ReadMail | undefined =>
  readMails.find(({ activityId, hash }) => activityId === mail.id && hash === mailHash(mail))

/** What was read in each open mail; the words are the sender's and stay data. */
const mailsRead = (source: SignalSource): Raised[] =>
  answerable(source).flatMap((mail) => {
    const found = readingOf(mail, source)
    if (found === undefined) return []
    const { kind, urgency, quote } = found.reading
    const back = found.until === null ? '' : `, names ${found.until}`
    const detail = `read by the small tier as ${kind}, urgency ${urgency}${back}`
    return [{ kind: 'mail-read', at: mail.at, detail, sourceRef: mail.id, mail: kind, quote }]
  })

function inbound(source: SignalSource): Raised[] {
  const { now } = source
  const open = answerable(source).filter((mail) => {
    const found = readingOf(mail, source)
    return found === undefined || !isQuiet({ kind: found.reading.kind, until: found.until }, utcDay(now))
  })
  const [newest] = open
  const oldest = open.at(-1)
  if (newest === undefined || oldest === undefined) return []
  const detail = `${open.length} inbound without an answer since ${oldest.at.slice(0, 10)}`
  return [{ kind: 'unanswered-inbound', at: newest.at, detail, sourceRef: newest.id }]
}

function contractEnd({ dossier: { account }, now }: SignalSource): Raised[] {
  const end = textOf(account.fields, 'contractEnd')
  if (end === undefined || Number.isNaN(Date.parse(end))) return []
  const ahead = -daysBetween(new Date(end), now)
  if (ahead < 0 || ahead > contractWindowDays) return []
  return [
    {
      kind: 'contract-end',
      at: new Date(end).toISOString(),
      detail: `the contract ends on ${end}`,
      sourceRef: account.id,
    },
  ]
}

/** On an import every contact is new; only one that came after its account says something happened there. */
const newContacts = ({ dossier: { account, contacts }, now }: SignalSource): Raised[] =>
  contacts
    .filter(
      ({ createdAt }) =>
        daysBetween(new Date(createdAt), now) <= newContactDays &&
        daysBetween(new Date(account.createdAt), new Date(createdAt)) > 1,
    )
    .map(({ id, createdAt }) => ({
      kind: 'new-contact',
      at: createdAt,
      detail: 'a new contact at the account',
      sourceRef: id,
    }))

function hiring({ dossier: { account }, now }: SignalSource): Raised[] {
  const at = account.marks['hiring']?.at ?? account.updatedAt
  const isFresh =
    daysBetween(new Date(at), now) <= (freshDaysOf('account', 'hiring') ?? Number.POSITIVE_INFINITY)
  return account.fields['hiring'] === true && isFresh
    ? [{ kind: 'job-posting', at, detail: 'the company is hiring', sourceRef: account.id }]
    : []
}

function newLead({ dossier: { account }, now }: SignalSource): Raised[] {
  const lifecycle = textOf(account.fields, 'lifecycle')
  const isNew = daysBetween(new Date(account.createdAt), now) <= newLeadDays
  return isNew && (lifecycle === undefined || lifecycle === 'lead')
    ? [{ kind: 'new-lead', at: account.createdAt, detail: 'a new lead', sourceRef: account.id }]
    : []
}

const movedDeals = ({ dossier: { deals }, now }: SignalSource): Raised[] =>
  deals.flatMap(({ id, marks }) => {
    const mark = marks['stage']
    const isNews = mark?.by === 'person' && daysBetween(new Date(mark.at), now) <= newContactDays
    return mark !== undefined && isNews
      ? [{ kind: 'stage-change' as const, at: mark.at, detail: 'a deal changed its stage', sourceRef: id }]
      : []
  })

const flagged = ({ flags }: SignalSource): Raised[] =>
  flags.map(({ flag, at, runId }) => ({ kind: 'flag', at, detail: flag, sourceRef: runId }))

const order: readonly SignalKind[] = [
  'unanswered-inbound',
  'mail-read',
  'contract-end',
  'stage-change',
  'new-contact',
  'job-posting',
  'new-lead',
  'flag',
]

/** The dated reasons to act on one account now, the most pressing kind first. */
export function signalsOf(source: SignalSource): readonly Signal[] {
  const raised = [inbound, mailsRead, contractEnd, movedDeals, newContacts, hiring, newLead, flagged]
  return raised
    .flatMap((find) => find(source))
    .map((signal) => ({ accountId: source.dossier.account.id, ...signal }))
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.sourceRef < b.sourceRef ? -1 : 1))
}
