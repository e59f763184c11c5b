import type { ContactId } from '#records/ids.ts'
import type { Stated } from './stated.ts'

/** Something in a text that no source says. `right`: what to write instead, where one cited value is plainly meant. */
export interface Finding {
  readonly token: string
  /** In UTF-16 units of the plain text while it is looked for, of the text as proposed when handed out. */
  readonly start: number
  readonly end: number
  /** The nearest fact and why it does not say this; undefined where none comes near. */
  readonly found: string | undefined
  readonly right?: string
}

/** Somebody the record knows, by their names, for telling one from another. */
export interface Person {
  readonly id: ContactId | 'sender'
  readonly first: string
  readonly last: string
}

/** Against what a text is held. */
export interface Ground {
  readonly cited: readonly Stated[]
  /** Our own texts: sender and playbook. */
  readonly own: readonly Stated[]
  /** Names that may stand anywhere, as forms: the account's, its people's and ours. */
  readonly names: ReadonlySet<string>
  /** Forms of the words of the record's own counts: `stores`, `members`. What is counted by one is not the other. */
  readonly things: ReadonlySet<string>
  /** Forms of the words of what the record itself says of the account and its people, cited or not. */
  known(): ReadonlySet<string>
  readonly people: readonly Person[]
  readonly accountName: string
  /** Our company, folded, '' where the profile names none. */
  readonly ourName: string
  readonly recipient: ContactId | undefined
  /** Hosts and addresses that may be named: ours and the account's. */
  readonly hosts: ReadonlySet<string>
  /** Hosts whose links `links-and-markup` lets pass. */
  readonly linkHosts: readonly string[]
  /** Words of activities, in order and folded, that a quotation may repeat. */
  readonly quotable: readonly string[]
  readonly activityDays: readonly number[]
  readonly today: number
  readonly language: string
  /** A note or a task: it speaks about them, not to them. */
  readonly isForColleagues: boolean
  readonly isTask: boolean
  readonly isSubject: boolean
  /** Whether this text speaks of them at all. Set per text. */
  readonly isAboutThem: boolean
}

const we =
  /(?<![\p{L}])(?:we|us|our (?!records|notes|files|data|crm|side|contract|agreement)|wir|uns|unser\p{L}*)(?![\p{L}])/iu

/** Whether a text speaks of us: then what our own texts say may be said of it. */
export const isOurs = (text: string, { ourName }: Pick<Ground, 'ourName'>): boolean =>
  we.test(text) || (ourName !== '' && text.toLowerCase().includes(ourName.toLowerCase()))
