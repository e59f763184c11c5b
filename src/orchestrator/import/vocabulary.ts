import type { Lifecycle } from '#records/account.ts'
import type { ActivityType } from '#records/activity.ts'
import { headerWords } from './header.ts'

// Closed lists as other programs spell them; compared by words, so `Closed Won`, `closed_won` and `closedWon` agree.
const lifecycles: readonly (readonly [Lifecycle, string])[] = [
  ['lead', 'lead, new lead, subscriber, marketing qualified lead, mql, new, cold, open'],
  ['prospect', 'prospect, sales qualified lead, sql, working, contacted, nurturing, target, qualified'],
  ['opportunity', 'opportunity, in pipeline, evaluating'],
  ['customer', 'customer, client, evangelist, customer direct, customer channel, paying, active customer'],
  [
    'former-customer',
    'former customer, churned, lost customer, ex customer, lapsed, past customer, cancelled',
  ],
  ['disqualified', 'disqualified, unqualified, bad fit, junk, not a fit, do not contact'],
]
const activityTypes: readonly (readonly [ActivityType, string])[] = [
  ['email', 'email, e mail, mail, incoming email, forwarded email, outgoing email, message'],
  ['call', 'call, phone call, phone, inbound call, outbound call'],
  ['meeting', 'meeting, event, lunch, demo, appointment, visit, conference'],
  ['note', 'note, comment, memo'],
  ['task', 'task, to do, todo, deadline, follow up, reminder'],
]
const directions: readonly (readonly ['inbound' | 'outbound' | 'none', string])[] = [
  ['inbound', 'inbound, incoming, in, received, incoming email, inbound call'],
  ['outbound', 'outbound, outgoing, out, sent, email, forwarded email, outgoing email, outbound call'],
  ['none', 'none, internal'],
]
const dealStatuses: readonly (readonly ['open' | 'won' | 'lost', string])[] = [
  ['open', 'open, in progress, active'],
  ['won', 'won, closed won'],
  ['lost', 'lost, closed lost, abandoned, deleted'],
]

const lookUp = <T extends string>(
  table: readonly (readonly [T, string])[],
): ((text: string) => T | undefined) => {
  const known = new Map(
    table.flatMap(([value, words]) => words.split(', ').map((word) => [word, value] as const)),
  )
  return (text) => known.get(headerWords(text))
}

export const readLifecycle = lookUp(lifecycles)
export const readActivityType = lookUp(activityTypes)
export const readDirection = lookUp(directions)
export const readDealStatus = lookUp(dealStatuses)

/** Whether the words name a round of funding. `Early` and `Growth` do not: they say how big somebody feels. */
export const isFundingStage = (text: string): boolean =>
  /^(pre seed|seed( round)?|angel( round)?|series [a-k][0-9]?|series unknown|bootstrapped|venture( series unknown)?|private equity|ipo|post ipo( equity| debt)?|public|debt( financing)?|grant|convertible note|unfunded)$/.test(
    headerWords(text),
  )

const yes = new Set(['true', 'yes', 'y', '1', 't', 'on', 'x', 'ja', 'oui', 'si'])
const no = new Set(['false', 'no', 'n', '0', 'f', 'off', 'nein', 'non'])

export function readFlag(text: string): boolean | undefined {
  const word = text.toLowerCase()
  return yes.has(word) ? true : no.has(word) ? false : undefined
}

/** A word for nothing, in a cell that should hold a number, a date or an address. */
export const isNothing = (text: string): boolean =>
  /^(-+|—|–|n\/?a|#n\/a|null|none|nil|unknown|undefined|tbd|\?+)$/i.test(text)
