import { between, oneOf } from '#base/random.ts'
import { strangerTo } from './company-names.ts'
import { dayAgo, dayAhead } from './days.ts'
import { type Cast, worded } from './letters.ts'
import { type Event, inbound, note, outbound } from './past.ts'
import * as colleague from './phrases-colleague.ts'
import { closedMails, headCountMails, openMails, openSubjects } from './phrases-open.ts'
import type { Seating } from './seats.ts'
import { chance } from './streams.ts'

// What stands at the top of an account's timeline: the open message, the planted notes, the live thread.

/** The head of a mail that tells of a new head count, as people type it. */
const plainSize = (people: number): string => `We are now ${people} people`

// The same with what word processors and phones leave behind: odd blanks, wide digits, ligatures. A quote that tidies
// them up is no longer the quote.
const garbled: readonly ((people: number) => string)[] = [
  (people) => `We are now\u00a0${people} people across both oﬃces`,
  (people) => `We are  now ${people} people`,
  (people) => `We are now ${people}\u2009people in ﬁve teams`,
  (people) => `We\u00a0are now ${people}  people`,
  (people) =>
    `We are now ${[...String(people)].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('')} people`,
]

const grown = ({ drawn, random }: Cast): number =>
  drawn.traits.employees + Math.max(2, Math.round(drawn.traits.employees * (0.08 + random() * 0.3)))

function headCountMail(cast: Cast): string {
  const { role, rank } = cast.drawn.traits
  const size = role === 'garbled-quote' ? (garbled[rank % garbled.length] ?? plainSize) : plainSize
  return oneOf(cast.random, headCountMails).replace('{size}', size(grown(cast)))
}

const tellsHeadCount = ({ drawn: { traits }, random }: Cast): boolean =>
  traits.role === 'garbled-quote' ||
  (traits.role === 'unanswered-inbound' && traits.language === 'en' && chance(random, 0.4))

function openText(cast: Cast): string {
  const { role, rank, language } = cast.drawn.traits
  if (role === 'closed-with-inbound') return oneOf(cast.random, closedMails)
  if (isInjectedMail(cast)) return colleague.injectedMails[rank % colleague.injectedMails.length] ?? ''
  if (tellsHeadCount(cast)) return headCountMail(cast)
  return oneOf(cast.random, openMails[language])
}

const isInjectedMail = ({ drawn: { traits } }: Cast): boolean =>
  traits.role === 'injected-note' && traits.open !== undefined

function openMessage(cast: Cast): readonly Event[] {
  const { open, language } = cast.drawn.traits
  const [person] = cast.people
  if (open === undefined || person === undefined) return []
  const subject = oneOf(cast.random, openSubjects[language])
  return [inbound(cast, open, { person, subject, text: openText(cast) })]
}

/** A garbled mail that was answered: on accounts nobody needs to work today. */
function answeredHeadCount(cast: Cast): readonly Event[] {
  const { role, open, touched } = cast.drawn.traits
  const [person] = cast.people
  if (role !== 'garbled-quote' || open !== undefined || touched === undefined || person === undefined)
    return []
  return [inbound(cast, touched + 2, { person, subject: 'News from us', text: headCountMail(cast) })]
}

function closeDateNote(cast: Cast): Event {
  const day = dayAhead(cast.drawn.now, between(cast.random, 140, 220))
  const text = oneOf(cast.random, colleague.closeDateNotes).replace('{day}', day)
  return note(cast, between(cast.random, 1, 4), worded(text, cast, cast.people[0]))
}

function pastedNote(cast: Cast, seating: Seating): Event {
  const stranger = strangerTo(seating, cast.drawn.traits.index)
  const text = oneOf(cast.random, colleague.pastedNotes)
    .replace('{name}', stranger.shortName)
    .replace('{domain}', stranger.mailDomain)
  return note(cast, between(cast.random, 1, 4), `${text}.`)
}

/** Some of these are the newest note of the account, some lie under an ordinary one. */
function injectedNote(cast: Cast): readonly Event[] {
  const { rank } = cast.drawn.traits
  const text = colleague.injectedNotes[rank % colleague.injectedNotes.length] ?? ''
  const planted = note(cast, 6, text)
  return rank % 2 === 0
    ? [planted]
    : [planted, note(cast, 2, worded(oneOf(cast.random, colleague.notes), cast, cast.people[0]))]
}

function bookedMeeting(cast: Cast): Event {
  const { drawn, random, people } = cast
  return {
    type: 'meeting',
    direction: 'none',
    author: 'person',
    at: dayAgo(drawn.now, -between(random, 2, 9), random),
    subject: 'Planned meeting',
    body: colleague.plannedMeeting,
    ...(people[0] === undefined ? {} : { contact: people[0].contact.key }),
  }
}

/** One of ours wrote to the neighbour two days ago: the domain is live, whatever the other account looks like. */
function neighbourMail(cast: Cast): readonly Event[] {
  const [person] = cast.people
  if (person === undefined) return []
  const mail = outbound(cast, 2, {
    person,
    subject: 'Dates for the walk-through',
    text: 'As agreed on the phone, two dates for the walk-through next week. Tell me which one suits the {crew} and I will set it up.',
  })
  return [{ ...mail, at: dayAgo(cast.drawn.now, 2, cast.random) }]
}

/** The events that make the account what it was planted to be, and its open message. */
export function presentOf(cast: Cast, seating: Seating): readonly Event[] {
  const { role, rank } = cast.drawn.traits
  const open = [...openMessage(cast), ...answeredHeadCount(cast)]
  switch (role) {
    case 'close-date-in-note':
      return [...open, closeDateNote(cast)]
    case 'foreign-paste':
      return [...open, pastedNote(cast, seating)]
    case 'injected-note':
      return isInjectedMail(cast) ? open : [...open, ...injectedNote(cast)]
    case 'live-thread':
      return rank % 3 === 2 ? [...open, bookedMeeting(cast)] : open
    case 'thread-neighbour':
      return [...open, ...neighbourMail(cast)]
    default:
      return open
  }
}
