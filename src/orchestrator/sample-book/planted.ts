import { isHumanTouch } from '#records/activity.ts'
import type { Drawn } from './company.ts'
import { domainOwner } from './company-names.ts'
import { dayAgo } from './days.ts'
import type { Person } from './people.ts'
import {
  accountKey,
  type SampleActivity,
  type SamplePlanted,
  type SampleSuppression,
} from './sample-account.ts'
import type { Seating } from './seats.ts'

/** Who of the account must not be written to. */
export function suppressionsOf(
  { traits, identity, now, random }: Drawn,
  people: readonly Person[],
): readonly SampleSuppression[] {
  const at = dayAgo(now, 40, random)
  if (traits.role === 'suppressed-contact')
    return people.slice(0, 1).map(({ contact }) => ({
      scope: 'address',
      value: contact.key,
      reason: 'asked not to be written to',
      at,
    }))
  if (traits.role !== 'suppressed-account') return []
  return traits.rank % 2 === 0
    ? [{ scope: 'account', value: null, reason: 'the company wants no contact', at }]
    : [{ scope: 'domain', value: identity.mailDomain, reason: 'the company wants no contact', at }]
}

/** The two of a pair carry the same words, so that a pair can be found again. */
function pairDetail(seating: Seating, { traits, identity }: Drawn): string {
  const { role, rank, index } = traits
  if (role === 'twin-in-flight') {
    const [a, b] = [rank - (rank % 2), rank - (rank % 2) + 1].map((one) =>
      accountKey(seating.find(role, one)),
    )
    return `${a} and ${b} share the domain ${identity.mailDomain}`
  }
  const [a, b] =
    role === 'domain-thread'
      ? [index, seating.find('thread-neighbour', rank)]
      : [domainOwner(seating, traits), index]
  return `${accountKey(a)} shares ${identity.mailDomain} with ${accountKey(b)}, to whom one of ours wrote two days ago`
}

function detailOf(seating: Seating, drawn: Drawn, people: readonly Person[]): string {
  const { identity, traits } = drawn
  switch (traits.role) {
    case 'stale-fact':
      return 'every citable fact is older than its field allows'
    case 'suppressed-contact':
      return `the best contact ${people[0]?.contact.key ?? ''} is suppressed`
    case 'domain-thread':
    case 'thread-neighbour':
    case 'twin-in-flight':
      return pairDetail(seating, drawn)
    case 'vendors-disagree':
      return 'two vendors differ by more than twice on employees, and the record is silent'
    case 'close-date-in-note':
      return 'a note of the rep moves the close date of the open deal'
    case 'foreign-paste':
      return 'the newest note was pasted from another account'
    case 'closed-with-inbound':
      return 'disqualified, and somebody wrote to us'
    case 'garbled-quote':
      return 'an inbound mail gives the head count with odd blanks or letters'
    case 'suppressed-account':
      return `nobody at ${identity.mailDomain} may be written to`
    case 'live-thread':
      return traits.rank % 3 === 2 ? 'a meeting is booked' : 'one of ours was in touch a few days ago'
    case 'dictionary-name':
      return `the name ${identity.name} is an ordinary word`
    case 'renamed':
      return `formerly ${identity.formerNames.join(', ')}`
    case 'unicode-name':
      return `the name is ${identity.name}`
    case 'injected-note':
      return 'instructions to a machine stand in a note or a mail'
    case 'unanswered-inbound':
    case 'plain':
      return 'somebody waits for an answer'
  }
}

const isUnanswered = (activities: readonly SampleActivity[]): boolean => {
  const newest = (match: (one: SampleActivity) => boolean) =>
    activities.filter(match).reduce((latest, { at }) => (at > latest ? at : latest), '')
  return newest((one) => one.direction === 'inbound') > newest(isHumanTouch)
}

const harmless = new Set([
  'plain',
  'dictionary-name',
  'renamed',
  'unicode-name',
  'injected-note',
  'unanswered-inbound',
])

/** What was planted in the account. Only a healthy account may wear a second label: that its message is unanswered. */
export function plantedIn(
  seating: Seating,
  drawn: Drawn,
  has: { readonly people: readonly Person[]; readonly activities: readonly SampleActivity[] },
): readonly SamplePlanted[] {
  const { role } = drawn.traits
  const planted: SamplePlanted[] = []
  if (role === 'thread-neighbour')
    planted.push({ kind: 'live-thread', detail: detailOf(seating, drawn, has.people) })
  else if (role !== 'plain' && role !== 'unanswered-inbound')
    planted.push({ kind: role, detail: detailOf(seating, drawn, has.people) })
  if (harmless.has(role) && isUnanswered(has.activities))
    planted.push({ kind: 'unanswered-inbound', detail: 'somebody waits for an answer' })
  return planted
}
