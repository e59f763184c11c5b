import type { EvidencePart } from '../rule.ts'
import type { MailCheck } from './check.ts'
import type { MailEffect } from './mail.ts'
import { breakerClosed, notBounced, notTurnedAway } from './rules/bounces.ts'
import { accountSpaced, belowCaps, mailboxRests, personSpared } from './rules/caps.ts'
import { honestSubject, plainContent, plainMessage, realReferences } from './rules/content.ts'
import { nothingInFlight } from './rules/in-flight.ts'
import { jurisdiction } from './rules/jurisdiction.ts'
import { asApproved, authenticated, canUnsubscribe, identified, switchedOn } from './rules/leaving.ts'
import { onTheRecord, oneRecipient } from './rules/recipients.ts'
import { noObjectionOnRecord, noOpenRequest, notSuppressed } from './rules/suppression.ts'
import { feedIsFresh, noLiveThread, nothingCameIn } from './rules/threads.ts'
import { windowAhead, windowOpen } from './rules/window.ts'

/** The gate's rules under whose names the nineteen are judged there. `record-changed` does G16's part on its own. */
export type MailRuleName =
  | 'suppressed'
  | 'recipient'
  | 'caps-and-window'
  | 'live-thread'
  | 'links-and-markup'
  | 'duplicate-in-flight'

/** One of the nineteen rules of safety.md 4.5. */
export interface MailRule {
  readonly id: string
  /** A message passes only if … */
  readonly name: string
  readonly effect: MailEffect
  /** What follows when it cannot be checked. */
  readonly unchecked: MailEffect
  /** What is judged at the gate, and which of its rules says so. Empty: only on the way out. */
  readonly gate: readonly (readonly [MailRuleName, MailCheck<EvidencePart>])[]
  /** What is judged inside the transaction that sends: all of it, again. */
  readonly out: readonly MailCheck[]
}

const block = { effect: 'block', unchecked: 'block' } as const
const hold = { effect: 'hold', unchecked: 'hold' } as const

/** All nineteen, in the order in which a refusal is the headline. */
export const mailRules: readonly MailRule[] = [
  {
    ...block,
    id: 'G1',
    name: 'neither address, domain, account nor person is suppressed',
    gate: [['suppressed', notSuppressed]],
    out: [notSuppressed],
  },
  {
    ...block,
    id: 'G2',
    name: "the country's policy allows it",
    gate: [['suppressed', jurisdiction]],
    out: [jurisdiction],
  },
  {
    ...block,
    id: 'G3',
    name: 'the recipient is a contact on the record who was there before',
    gate: [['recipient', onTheRecord]],
    out: [onTheRecord],
  },
  {
    ...block,
    id: 'G4',
    name: 'there is exactly one recipient',
    gate: [['recipient', oneRecipient]],
    out: [oneRecipient],
  },
  { ...block, id: 'G5', name: 'it says who writes and from where', gate: [], out: [identified] },
  { ...block, id: 'G6', name: 'it can be unsubscribed from', gate: [], out: [canUnsubscribe] },
  {
    ...hold,
    id: 'G7',
    name: 'it comes from its owner over a checked domain',
    gate: [],
    out: [authenticated],
  },
  {
    ...hold,
    id: 'G8',
    name: "it arrives in the recipient's working hours",
    gate: [['caps-and-window', windowAhead]],
    out: [windowOpen],
  },
  {
    ...hold,
    id: 'G9',
    name: 'mailbox, domain and account are below their caps',
    gate: [
      ['caps-and-window', belowCaps],
      ['caps-and-window', accountSpaced],
    ],
    out: [belowCaps, accountSpaced, mailboxRests],
  },
  {
    ...hold,
    id: 'G10',
    name: 'the person is not written to too often',
    gate: [['caps-and-window', personSpared]],
    out: [personSpared],
  },
  {
    ...hold,
    id: 'G11',
    name: 'no person of ours is in the thread',
    gate: [['live-thread', noLiveThread]],
    out: [noLiveThread],
  },
  {
    ...hold,
    id: 'G12',
    name: 'nothing came in since the draft',
    gate: [['live-thread', feedIsFresh]],
    out: [feedIsFresh, nothingCameIn],
  },
  {
    ...hold,
    id: 'G13',
    name: 'the address takes mail and the mailbox is in good standing',
    gate: [
      ['suppressed', notBounced],
      ['recipient', notTurnedAway],
    ],
    out: [notBounced, notTurnedAway, breakerClosed],
  },
  {
    ...block,
    id: 'G14',
    name: 'the subject does not deceive',
    gate: [['links-and-markup', honestSubject]],
    out: [honestSubject, realReferences],
  },
  {
    ...block,
    id: 'G15',
    name: 'nothing in it does more than be read',
    gate: [['links-and-markup', plainContent]],
    out: [plainContent, plainMessage],
  },
  {
    effect: 'expire',
    unchecked: 'expire',
    id: 'G16',
    name: 'it is what was approved',
    gate: [],
    out: [asApproved],
  },
  {
    ...hold,
    id: 'G17',
    name: 'nothing else is in flight',
    gate: [['duplicate-in-flight', nothingInFlight]],
    out: [nothingInFlight],
  },
  {
    ...block,
    id: 'G18',
    name: 'no erasure or objection is open',
    gate: [['suppressed', noObjectionOnRecord]],
    out: [noObjectionOnRecord, noOpenRequest],
  },
  { ...block, id: 'G19', name: 'sending is switched on', gate: [], out: [switchedOn] },
]
