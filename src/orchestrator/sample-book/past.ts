import { between, oneOf } from '#base/random.ts'
import type { Instant } from '#records/time.ts'
import { calendarDays, dayAgo, workdayAgo } from './days.ts'
import { type Cast, letter, worded } from './letters.ts'
import type { Person } from './people.ts'
import * as colleague from './phrases-colleague.ts'
import { topics } from './phrases-thread.ts'
import type { SampleActivity } from './sample-account.ts'
import { chance, weighted } from './streams.ts'

// What happened up to the last time one of ours touched the account. Every thread in it ends with our own mail, so that
// an unanswered message is always one that was meant.

export type Event = Omit<SampleActivity, 'key'>

/** Working days of eighteen months. */
const longest = 385

const at = ({ drawn, random }: Cast, workdays: number): Instant => workdayAgo(drawn.now, workdays, random)

const withPerson = (person: Person | undefined): { readonly contact?: string } =>
  person === undefined ? {} : { contact: person.contact.key }

/** Mostly the first contact; never one who has only just joined. */
function somebody({ drawn, people, random }: Cast): Person | undefined {
  const known = drawn.traits.newContact ? people.slice(0, -1) : people
  return chance(random, 0.55) ? known[0] : known[Math.floor(random() * known.length)]
}

export function outbound(
  cast: Cast,
  workdays: number,
  of: { person: Person; subject: string; text: string },
): Event {
  const body = letter(cast, { from: cast.rep, to: of.person.first, text: worded(of.text, cast, of.person) })
  const deal = cast.openDealKey !== undefined && workdays < 40 ? { deal: cast.openDealKey } : {}
  return {
    type: 'email',
    direction: 'outbound',
    author: 'person',
    at: at(cast, workdays),
    subject: worded(of.subject, cast, of.person),
    body,
    ...withPerson(of.person),
    ...deal,
  }
}

export function inbound(
  cast: Cast,
  workdays: number,
  of: { person: Person; subject: string; text: string },
): Event {
  const body = letter(cast, { from: of.person.first, to: cast.rep, text: worded(of.text, cast, of.person) })
  return {
    type: 'email',
    direction: 'inbound',
    author: 'outsider',
    at: at(cast, workdays),
    subject: worded(of.subject, cast, of.person),
    body,
    ...withPerson(of.person),
  }
}

/** A thread that begins `from` working days ago and ends before `until`, with our mail last. */
function thread(cast: Cast, from: number, until: number): Event[] {
  const person = somebody(cast)
  if (person === undefined) return []
  const topic = oneOf(cast.random, topics[cast.drawn.traits.language])
  const subject = oneOf(cast.random, topic.subjects)
  const events = [outbound(cast, from, { person, subject, text: oneOf(cast.random, topic.ours) })]
  const replies = weighted(cast.random, [
    [0, 3],
    [1, 5],
    [2, 2],
  ])
  let day = from
  for (let turn = 0; turn < replies; turn += 1) {
    const [theirs, ours] = [day - between(cast.random, 1, 3), day - between(cast.random, 4, 6)]
    if (ours < until) break
    const reply = `Re: ${subject}`
    events.push(inbound(cast, theirs, { person, subject: reply, text: oneOf(cast.random, topic.theirs) }))
    events.push(outbound(cast, ours, { person, subject: reply, text: oneOf(cast.random, topic.closing) }))
    day = ours
  }
  return events
}

const own = { author: 'person', direction: 'none' } as const

function call(cast: Cast, workdays: number): Event {
  const person = somebody(cast)
  return {
    type: 'call',
    direction: 'outbound',
    author: 'person',
    at: at(cast, workdays),
    subject: oneOf(cast.random, colleague.callSubjects),
    body: worded(oneOf(cast.random, colleague.calls), cast, person),
    ...withPerson(person),
  }
}

function meeting(cast: Cast, workdays: number): Event {
  const person = somebody(cast)
  return {
    type: 'meeting',
    ...own,
    at: at(cast, workdays),
    subject: oneOf(cast.random, colleague.meetingSubjects),
    body: worded(oneOf(cast.random, colleague.meetings), cast, person),
    ...withPerson(person),
  }
}

export function note(cast: Cast, workdays: number, text: string): Event {
  return { type: 'note', ...own, at: at(cast, workdays), subject: 'Note', body: text }
}

function ordinaryNote(cast: Cast): string {
  const person = somebody(cast)
  if (person === undefined) return oneOf(cast.random, colleague.notesWithoutContact)
  const opening = chance(cast.random, 0.6) ? `${oneOf(cast.random, colleague.noteOpenings)} ` : ''
  return worded(opening + oneOf(cast.random, colleague.notes), cast, person)
}

function task(cast: Cast, workdays: number): Event {
  const person = somebody(cast)
  const which = Math.floor(cast.random() * colleague.tasks.length)
  const due = dayAgo(cast.drawn.now, Math.max(0, calendarDays(cast.drawn.now, workdays) - 3), cast.random)
  return {
    type: 'task',
    ...own,
    at: at(cast, workdays),
    subject: colleague.taskSubjects[which] ?? 'Task',
    body: worded(colleague.tasks[which] ?? '', cast, person),
    dueOn: due.slice(0, 10),
    done: chance(cast.random, 0.9),
  }
}

function episode(cast: Cast, workdays: number, until: number): Event[] {
  const kind = weighted(cast.random, [
    ['thread', 46],
    ['call', 19],
    ['meeting', 9],
    ['note', 16],
    ['task', 10],
  ])
  if (kind === 'thread') return thread(cast, workdays, until)
  if (kind === 'call') return [call(cast, workdays)]
  if (kind === 'meeting') return [meeting(cast, workdays)]
  return kind === 'note' ? [note(cast, workdays, ordinaryNote(cast))] : [task(cast, workdays)]
}

/** The last thing one of ours did, exactly `touched` working days ago: to the first contact, where there is one. */
function lastTouch(cast: Cast, touched: number): Event {
  const [person] = cast.people
  if (person === undefined) return call(cast, touched)
  const topic = oneOf(cast.random, topics[cast.drawn.traits.language])
  const subject = oneOf(cast.random, topic.subjects)
  return outbound(cast, touched, { person, subject, text: oneOf(cast.random, topic.ours) })
}

/** Everything up to the last touch; an account nobody touched has what the system noted when it came in. */
export function pastOf(cast: Cast): Event[] {
  const { traits } = cast.drawn
  if (traits.touched === undefined) return beginnings(cast)
  const since = Math.min(longest, Math.floor((traits.age * 5) / 7) - 8)
  const events = [lastTouch(cast, traits.touched)]
  while (events.length < traits.volume && since > traits.touched + 1) {
    const workdays = traits.touched + 1 + Math.floor((since - traits.touched) * cast.random() ** 1.5)
    events.push(...episode(cast, workdays, traits.touched + 1))
  }
  return events
}

function beginnings(cast: Cast): Event[] {
  const { traits, now } = cast.drawn
  const arrived = dayAgo(now, Math.max(1, traits.age - 1), cast.random)
  const body = oneOf(cast.random, colleague.leadNotes)
  const events: Event[] = []
  if (chance(cast.random, 0.7))
    events.push({ type: 'note', direction: 'none', author: 'system', at: arrived, subject: 'New lead', body })
  if (chance(cast.random, 0.25)) events.push({ ...note(cast, 1, ordinaryLeadNote(cast)), at: arrived })
  return events
}

const ordinaryLeadNote = (cast: Cast): string => oneOf(cast.random, colleague.notesWithoutContact)
