import * as z from 'zod'
import { Claim } from './claim.ts'
import { Dossier, Timeline } from './dossier.ts'
import { Fact } from './fact.ts'
import { Fields } from './fields.ts'
import { Gap } from './gap.ts'
import { AccountId, ContactId, FactId } from './ids.ts'
import { MailKind } from './inbound-reading.ts'
import { ActivePolicy } from './policy.ts'
import { SenderProfile } from './sender.ts'
import { AccountStage } from './stage.ts'
import { Suppression } from './suppression.ts'
import { Instant } from './time.ts'
import { Undone } from './undone.ts'
import { AutonomyLevel } from './verdict.ts'

const part = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('known'), value }),
    z.object({ kind: z.literal('unreadable'), reason: z.string() }),
  ])

/** A piece of evidence: known, or unreadable with the reason; then every rule that needs it objects. */
export type Part<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** An open proposal, order or recent send that already holds a contact, account or domain for outreach. */
export const OpenItem = z.object({
  scope: z.enum(['contact', 'account', 'domain']),
  value: z.string(),
  /** What holds it, in words: "order order_1 of run run_2 (waiting)". */
  holder: z.string(),
})
export type OpenItem = z.infer<typeof OpenItem>

/** One answer a tool gave in this journey, as stored; `ref` is what an `observe` names as its sourceRef. */
export const ToolAnswer = z.object({
  ref: z.string(),
  tool: z.string(),
  text: z.string(),
  tainted: z.boolean(),
})
export type ToolAnswer = z.infer<typeof ToolAnswer>

/** Another account whose name, domain, people or facts were found in the proposal's text. `isShared`: several accounts carry it. */
export const ForeignMention = z.object({
  accountId: AccountId,
  kind: z.enum(['name', 'domain', 'contact', 'canary', 'fact']),
  value: z.string(),
  isShared: z.boolean(),
})
export type ForeignMention = z.infer<typeof ForeignMention>

/**
 * What was written or is about to be, counted from our orders and the CRM's own mail. Void orders do not count. Days are
 * the book's calendar days. Source of the limits: safety.md 4.5, G9, G10, G13.
 */
export const OutreachCounts = z.object({
  /** Orders of the sender's mailbox that are not sent yet. */
  mailboxWaiting: z.number().int(),
  /** Messages to the recipient's domain made today, whoever made them. */
  domainToday: z.number().int(),
  /** The last message to this account, sent or waiting. */
  accountLastAt: Instant.nullable(),
  /** Messages to this person in the last 30 days; mail by hand that the person answered since does not count. */
  person30Days: z.number().int(),
  /** Bounces the recipient's address is known for. */
  hardBounces: z.number().int(),
  softBounces30Days: z.number().int(),
})
export type OutreachCounts = z.infer<typeof OutreachCounts>

/** Everything the gate may look at, read once by 5-gate/step.ts and stored, so that a verdict can be recomputed. */
export const Evidence = z.object({
  /** The epoch's beginning when `clock` is unreadable. */
  now: Instant,
  /** Unreadable when the clock gave nothing, or stands before what the CRM already saw. */
  clock: part(z.object({})).default({ kind: 'known', value: {} }),
  /** The record as it is now. */
  record: part(z.object({ dossier: Dossier, stage: AccountStage })),
  /** The fields of the account and its deals as the subagent read them, by record id. */
  basis: part(z.object({ version: z.string(), fields: z.record(z.string(), Fields) })),
  /** All current facts of the account. */
  facts: part(z.array(Fact)),
  /** What each cited id is, if it was ever offered to anybody: current, outdated or another account's. */
  cited: part(z.record(FactId, Fact)),
  claims: part(z.array(Claim)),
  /** What could not be looked up for the brief this proposal stands on. */
  gaps: part(z.array(Gap)).default({ kind: 'known', value: [] }),
  timeline: part(Timeline),
  /** What was read in mails of the account; a text that gave no reading is left out. */
  mailRead: part(z.array(z.object({ activityId: z.string(), kind: MailKind, quote: z.string() }))).default({
    kind: 'known',
    value: [],
  }),
  /** Human touches and booked meetings at other accounts that share this account's domain. */
  domainTouches: part(z.array(z.object({ accountId: AccountId, at: Instant, what: z.string() }))),
  openItems: part(z.array(OpenItem)),
  suppressions: part(z.array(Suppression)),
  answers: part(z.array(ToolAnswer)),
  mentions: part(z.array(ForeignMention)),
  playbook: part(z.string()),
  sender: part(SenderProfile),
  /** Action kinds the skill allows, and the autonomy level of each. */
  skill: part(z.object({ actions: z.array(z.string()), autonomy: z.record(z.string(), AutonomyLevel) })),
  /** Fields config frees from `protected-field`, signed by an admin: `deal.closeDate`. */
  freedFields: part(z.array(z.string())),
  /** Contacts that were created in this same run: never to be mailed in it. */
  newContacts: part(z.array(ContactId)),
  /** The book's own rules that are switched on or in shadow. */
  policies: part(z.array(ActivePolicy)).default({ kind: 'known', value: [] }),
  /** What people took back at this account. */
  undone: part(z.array(Undone)).default({ kind: 'known', value: [] }),
  /** Unreadable in what was stored before messages were counted. */
  outreach: part(OutreachCounts).default({ kind: 'unreadable', reason: 'not counted when this was judged' }),
})
export type Evidence = z.infer<typeof Evidence>
