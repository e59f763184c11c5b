import { daysBetween, plusDays, utcDay } from '#base/clock.ts'
import { accountFact, factOf, factsForNote, hasFreshBusiness, named } from './citable.ts'
import { draftTo } from './drafts.ts'
import { closeDateInNote, headCountInMail, newestNote } from './finds.ts'
import type { Intent, NoteSentence } from './intents.ts'
import { conflictNote, countryFromLocation, filled, tidyCountry, tidyIndustry } from './mending.ts'
import { bestContact, whoIs } from './people.ts'
import type { Known } from './reading.ts'

// What the drafter wants for an account, by its stage, signals and facts. Nothing a run of ours wrote has a say: our own
// notes, tasks, flags and memories are left out, so that working the account again wants the same.

const has = ({ signals }: Known, kind: string): boolean => signals.some((signal) => signal.kind === kind)

const say = (phrase: NoteSentence['phrase']): NoteSentence => ({ phrase, values: {}, cites: [] })

/** Days since one of ours spoke to them by hand; infinite when nobody ever did. */
function silentDays({ activities, now }: Known): number {
  const ours = activities.filter(
    ({ author, type, direction, at }) =>
      author === 'person' &&
      new Date(at) <= now &&
      (type === 'meeting' || (direction === 'outbound' && type !== 'note')),
  )
  const newest = ours.reduce((latest, { at }) => (at > latest ? at : latest), '')
  return newest === '' ? Number.POSITIVE_INFINITY : daysBetween(new Date(newest), now)
}

const task = (known: Known, purpose: string, of: { days: number; sentence: NoteSentence }): Intent => ({
  kind: 'add-task',
  purpose,
  due: utcDay(plusDays(known.now, of.days)),
  sentences: [of.sentence],
})

const flag = (known: Known, name: string, why: NoteSentence['phrase']): Intent => ({
  kind: 'raise-flag',
  flag: name,
  until: utcDay(plusDays(known.now, 30)),
  why: say(why),
})

function summary(known: Known): readonly Intent[] {
  const company = named(known)
  const facts = factsForNote(known)
  const note = newestNote(known)
  if (company === undefined || (facts.length === 0 && note === undefined)) return []
  const { name, cites } = company
  const said: NoteSentence[] =
    note === undefined ? [] : [{ phrase: 'noteSays', values: { value: note }, cites: [] }]
  const sentences: NoteSentence[] = [{ phrase: 'summary', values: { name }, cites }, ...facts, ...said]
  return [{ kind: 'add-note', purpose: 'research-summary', sentences }]
}

function replyTask(known: Known): Intent {
  const contact = bestContact(known)
  const person = contact && whoIs(known, contact)
  const sentence: NoteSentence = person
    ? { phrase: 'replyTask', values: { who: person.who }, cites: person.cites }
    : say('replyTaskPlain')
  return task(known, 'reply', { days: 1, sentence })
}

/** Who writes to us, kept for next time. */
function champion(known: Known): readonly Intent[] {
  const contact = bestContact(known)
  const person = contact && whoIs(known, contact)
  if (person === undefined) return []
  const sentence: NoteSentence = { phrase: 'champion', values: { who: person.who }, cites: person.cites }
  return [{ kind: 'remember', topic: 'champion', sentences: [sentence] }]
}

const reply = (known: Known): readonly Intent[] => [
  ...mail(known, 'reply'),
  replyTask(known),
  ...renewalTask(known),
  ...champion(known),
]

const mail = (known: Known, reason: Parameters<typeof draftTo>[1]): readonly Intent[] => {
  const draft = draftTo(known, reason)
  return draft === undefined ? [] : [draft]
}

function forDeal(known: Known): readonly Intent[] {
  const deal = known.deals.find(({ isOpen }) => isOpen)
  const title = deal && factOf(known, deal.id, 'name')
  const isQuiet = silentDays(known) > 30
  if (title === undefined || typeof title.value !== 'string') return mail(known, 'follow')
  const said = { values: { deal: title.value }, cites: [title.id] }
  const next = isQuiet
    ? task(known, 'deal-risk', { days: 2, sentence: { phrase: 'dealRiskTask', ...said } })
    : task(known, 'follow-up', { days: 3, sentence: { phrase: 'dealTask', ...said } })
  return [...mail(known, 'deal'), next]
}

function renewalTask(known: Known): readonly Intent[] {
  const end = accountFact(known, 'contractEnd')
  if (known.stage !== 'customer' || !has(known, 'contract-end')) return []
  if (end === undefined || typeof end.value !== 'string') return []
  const sentence: NoteSentence = { phrase: 'renewalTask', values: { end: end.value }, cites: [end.id] }
  return [task(known, 'renewal', { days: 5, sentence })]
}

function forCustomer(known: Known): readonly Intent[] {
  const renewal = renewalTask(known)
  const expansion = has(known, 'job-posting') ? [flag(known, 'expansion', 'flagExpansion')] : []
  if (renewal.length === 0) return expansion
  const churn = silentDays(known) > 60 ? [flag(known, 'churn-risk', 'flagChurn')] : []
  return [...mail(known, 'renewal'), ...renewal, ...churn, ...expansion]
}

function missingContact(known: Known): readonly Intent[] {
  const company = named(known)
  if (company === undefined || bestContact(known) !== undefined) return []
  const sentence: NoteSentence = {
    phrase: 'missingContactTask',
    values: { name: company.name },
    cites: company.cites,
  }
  return [task(known, 'missing-contact', { days: 7, sentence })]
}

function forCold(known: Known): readonly Intent[] {
  const hot =
    has(known, 'new-lead') && has(known, 'job-posting') ? [flag(known, 'hot-lead', 'flagHotLead')] : []
  return [...summary(known), ...mail(known, 'first'), ...hot]
}

/** A working account that a colleague spoke to a moment ago, with nothing new, is left in peace. */
const wasJustTouched = (known: Known): boolean =>
  silentDays(known) < 21 && known.signals.every(({ kind }) => kind === 'flag')

/** What the stage asks for; nothing is an answer. */
function byStage(known: Known): readonly Intent[] {
  switch (known.stage) {
    case 'new':
      return forCold(known)
    case 'working':
      return wasJustTouched(known) ? [] : mail(known, 'follow')
    case 'open-deal':
      return forDeal(known)
    case 'customer':
      return forCustomer(known)
    case 'lapsed':
      return mail(known, 'lapsed')
    default:
      return []
  }
}

/** A summary is worth a note where nobody wrote to us yet, or where a colleague noted something new. */
const withNote = (known: Known, wanted: readonly Intent[]): readonly Intent[] => {
  const isThere = wanted.some((intent) => intent.kind === 'add-note')
  const isWorth = known.skill === 'research' || newestNote(known) !== undefined
  return known.stage === 'closed' || isThere || !isWorth ? wanted : [...summary(known), ...wanted]
}

const nothing = (known: Known): Intent => {
  if (known.record === undefined) return { kind: 'none', reason: say('noneUnread') }
  if (known.stage === 'closed') return { kind: 'none', reason: say('noneClosed') }
  return { kind: 'none', reason: say(wasJustTouched(known) ? 'noneTouched' : 'noneQuiet') }
}

/** All the drafter wants for one account, at least one intent. The same conversation gives the same intents. */
export function choose(known: Known): readonly Intent[] {
  if (known.record === undefined) return [nothing(known)]
  const main = has(known, 'unanswered-inbound') ? reply(known) : byStage(known)
  const alive = known.stage === 'closed' ? [] : [...missingContact(known), ...conflictNote(known)]
  const mended =
    known.stage === 'closed'
      ? []
      : [...filled(known), ...countryFromLocation(known), ...tidyCountry(known), ...tidyIndustry(known)]
  const stale =
    known.skill === 'research' && !hasFreshBusiness(known) ? [flag(known, 'stale-data', 'flagStale')] : []
  const wanted = [
    ...withNote(known, main),
    ...alive,
    ...headCountInMail(known),
    ...closeDateInNote(known),
    ...mended,
    ...stale,
  ]
  return wanted.length === 0 ? [nothing(known)] : wanted
}
