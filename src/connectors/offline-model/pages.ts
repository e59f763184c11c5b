import {
  accountFact,
  factOf,
  factsForNote,
  hasFreshBusiness,
  isFresh,
  named,
  sayable,
  words,
} from './citable.ts'
import { newestNote } from './finds.ts'
import type { Intent, NoteSentence } from './intents.ts'
import { champion } from './follow-up.ts'
import { whoIs } from './people.ts'
import type { Known, KnownActivity } from './reading.ts'
import { flag, has, openDeal, say, silentDays, spokesperson, task } from './wishes.ts'

// The two one-page notes. Each part begins a line; a part about which nothing is on record says so.

const part = (
  phrase: NoteSentence['phrase'],
  sentences: readonly NoteSentence[],
): readonly NoteSentence[] => [
  { ...say(phrase), isPart: true },
  ...(sentences.length === 0 ? [say('nothingKnown')] : sentences),
]

const when = (isTrue: boolean, phrase: NoteSentence['phrase']): readonly NoteSentence[] =>
  isTrue ? [say(phrase)] : []

/** One sentence about one field of the account, if the record holds it fresh. */
function stated(known: Known, field: string, phrase: NoteSentence['phrase']): readonly NoteSentence[] {
  const fact = accountFact(known, field)
  const value = fact && isFresh(fact, known.now) ? sayable(fact.value) : undefined
  return fact === undefined || value === undefined
    ? []
    : [say(phrase, { values: { value }, cites: [fact.id] })]
}

/** A day behind us has ended. */
function contractEnd(known: Known): readonly NoteSentence[] {
  const value = accountFact(known, 'contractEnd')?.value
  const isOver = typeof value === 'string' && value < known.now.toISOString().slice(0, 10)
  return stated(known, 'contractEnd', isOver ? 'planEnded' : 'planEnd')
}

const isQuiet = (known: Known): boolean => silentDays(known) > 60

function people(known: Known): readonly NoteSentence[] {
  const person = spokesperson(known)
  const speaks =
    person === undefined ? [] : [say('planPerson', { values: { who: person.who }, cites: person.cites })]
  return [...speaks, ...when(known.contacts.length === 1, 'planOneContact')]
}

function open(known: Known): readonly NoteSentence[] {
  const deal = openDeal(known)
  return [
    ...(deal === undefined ? [] : [say('planDeal', deal)]),
    ...when(has(known, 'unanswered-inbound'), 'planUnanswered'),
  ]
}

const doubts = (known: Known): readonly NoteSentence[] => [
  ...known.openQuestions.map(({ field }) => say('planQuestion', { values: { field: words(field) } })),
  ...when(!hasFreshBusiness(known), 'planStale'),
]

function firstStep(known: Known): NoteSentence {
  if (has(known, 'unanswered-inbound')) return say('planNextAnswer')
  if (has(known, 'contract-end')) return say('planNextRenewal')
  if (known.contacts.length < 2) return say('planNextPerson')
  return isQuiet(known) ? say('planNextTouch') : say('planNextReview')
}

/** A plan of one page with its first step as a task, and the flags it gives reason for. Closed accounts get none. */
export function accountPlan(known: Known): readonly Intent[] {
  const company = named(known)
  if (company === undefined || known.stage === 'closed') return []
  const { name, cites } = company
  const stands = [
    ...stated(known, 'employees', 'employees'),
    ...stated(known, 'industry', 'industry'),
    ...contractEnd(known),
  ]
  const ends = has(known, 'contract-end')
  const grows = has(known, 'job-posting')
  const sentences = [
    say('planOf', { values: { name }, cites }),
    ...part('partStands', stands),
    ...part('partPeople', people(known)),
    ...part('partOpen', open(known)),
    ...part('partChances', when(grows, 'hiring')),
    ...part('partRisks', [
      ...when(isQuiet(known), 'planQuiet'),
      ...when(ends, 'planEndsSoon'),
      ...doubts(known),
    ]),
    ...part('partNext', [firstStep(known)]),
  ]
  return [
    { kind: 'add-note', purpose: 'account-plan', sentences },
    task(known, 'next-step', { days: 7, sentence: { ...firstStep(known) } }),
    ...(ends && isQuiet(known) ? [flag(known, 'churn-risk', 'flagChurn')] : []),
    ...(grows && known.stage === 'customer' ? [flag(known, 'expansion', 'flagExpansion')] : []),
  ]
}

const nextMeeting = ({ activities, now }: Known): KnownActivity | undefined =>
  activities
    .filter(({ type, at }) => type === 'meeting' && new Date(at) > now)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))[0]

function attendee(known: Known, meeting: KnownActivity): readonly NoteSentence[] {
  const contact = known.contacts.find(({ id }) => id === meeting.contactId)
  const who = contact && whoIs(known, contact)
  if (contact === undefined || who === undefined) return []
  const title = factOf(known, contact.id, 'title')
  const value = title && sayable(title.value)
  const does =
    title === undefined || value === undefined
      ? []
      : [say('meetTitle', { values: { value }, cites: [title.id] })]
  return [say('meetWho', { values: { who: who.who }, cites: who.cites }), ...does]
}

/** One page for whoever goes to the next booked meeting; nothing when none is booked. */
export function meetingPrep(known: Known): readonly Intent[] {
  const company = named(known)
  const meeting = nextMeeting(known)
  if (company === undefined || meeting === undefined || known.stage === 'closed') return []
  const { name, cites } = company
  const note = newestNote(known)
  const waits = has(known, 'unanswered-inbound')
  const sentences = [
    say('meetOf', { values: { name }, cites }),
    ...part('partWho', attendee(known, meeting)),
    ...part('partCompany', factsForNote(known).slice(0, 3)),
    ...part('partSoFar', note === undefined ? [] : [say('noteSays', { values: { value: note } })]),
    ...part('partOpen', open(known)),
    ...part('partCareful', doubts(known)),
    ...part('partAsk', [say('meetAsk')]),
  ]
  return [
    { kind: 'add-note', purpose: 'meeting-prep', sentences },
    ...(waits ? [task(known, 'meeting-prep', { days: 0, sentence: say('meetTask') })] : []),
    ...(waits ? champion(known) : []),
  ]
}
