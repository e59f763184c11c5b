import type { DraftPlace } from '#records/objection.ts'
import type { Evidence, Part } from '#records/evidence.ts'
import type { OutreachConfig } from '#records/gate-config.ts'
import type { AccountId, ContactId } from '#records/ids.ts'
import type { Refusal } from '../rule.ts'

/** A message as the nineteen rules of safety.md 4.5 see it: a draft at the gate, the same on its way out. */
export interface Mail {
  readonly accountId: AccountId
  readonly contactId: ContactId
  /** Envelope recipients: the contact's address as it stands on the record; empty where it has none. */
  readonly to: readonly string[]
  /** The names that stand beside addresses in the headers: ours and theirs. */
  readonly names: readonly string[]
  readonly subject: string
  readonly sentences: readonly string[]
  /** What exists only once the message is made; undefined at the gate. */
  readonly made: MadeMail | undefined
}

/** A message that was approved and built, ready to leave. */
export interface MadeMail {
  readonly from: { readonly name: string; readonly address: string }
  readonly copies: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  /** What code adds below the text: who writes, the postal address, the link to unsubscribe. No model wrote it. */
  readonly footer: string
  /** Whether a part is in HTML. Ours are plain text. */
  readonly hasHtml: boolean
  readonly attachments: number
  readonly bytes: number
  /** Hash of the canonical form an approval binds (day.md 7). */
  readonly contentHash: string
  readonly draftedAt: string
}

/** The mailbox a message leaves from: who owns it, what it did lately. */
export interface Mailbox {
  readonly owner: string
  readonly postalAddress: string
  readonly company: string
  readonly sentToday: number
  /** Today's limit: the ramp's, never above the configured one. */
  readonly mayToday: number
  readonly lastSentAt: string | null
  /** Messages, bounces and complaints since the breaker last closed. */
  readonly sent: number
  readonly bounced: number
  readonly complained: number
}

/** What was found in the DNS and signatures of the sender's domain. */
export interface Authentication {
  readonly domain: string
  readonly checkedAt: string
  readonly spf: boolean
  readonly dkim: boolean
  readonly dmarc: boolean
  /** Lower-case names of the headers that our DKIM signature covers. */
  readonly signedHeaders: readonly string[]
}

/** A person's yes to one content. `factsStand`: every cited fact and bound field is as it was then. */
export interface Approval {
  readonly contentHash: string
  readonly at: string
  readonly factsStand: boolean
}

/** Inputs that are read only where a message leaves, inside the transaction that sends it. */
interface LiveParts {
  readonly mailbox: Part<Mailbox>
  readonly authentication: Part<Authentication>
  /** Whether the one-click token in the message's headers and link is this recipient's own. */
  readonly unsubscribe: Part<{ readonly tokenVerifies: boolean; readonly hosts: readonly string[] }>
  readonly approval: Part<Approval>
  /** Open requests of the recipient for erasure, or objections to mail, in words. */
  readonly requests: Part<readonly string[]>
  /** Message ids of mail the recipient really exchanged with us. */
  readonly thread: Part<readonly string[]>
  readonly killSwitch: Part<{ readonly isOn: boolean }>
}

/** Everything a rule may look at; a part that is unreadable makes every rule that needs it refuse. */
export type MailSnapshot = Omit<Evidence, 'now'> & LiveParts

/** The limits of a book. */
export interface MailPolicy {
  readonly outreach: OutreachConfig
  /** Exact hosts that may be linked to, beside the sender's own domain. */
  readonly linkHosts: readonly string[]
  readonly liveThreadDays: number
  /** IANA zone of the book's calendar days. */
  readonly timeZone: string
}

/** `hold`: a person may release it · `block`: cured only by other data or policy · `expire`: needs a new approval. */
export type MailEffect = 'hold' | 'block' | 'expire'

/** Why a rule refuses a message. */
export interface MailRefusal extends Refusal {
  /** Where it differs from the rule's own. */
  readonly effect?: MailEffect
  readonly place?: DraftPlace
}
