import type { Json } from '#base/canonical.ts'
import type { MailPhrase } from './phrases-mail.ts'
import type { NotePhrase } from './phrases-note.ts'

/** A sentence before it has words: which phrase, what stands in it, which facts carry it. */
export interface Said<P extends string> {
  readonly phrase: P
  readonly values: Readonly<Record<string, string>>
  readonly cites: readonly string[]
  /** Begins a part of a longer note, on a line of its own. */
  readonly isPart?: true
}
export type MailSentence = Said<MailPhrase>
export type NoteSentence = Said<NotePhrase>

/** What the drafter wants, without wording: another reword seed gives the same intents. */
export type Intent =
  | { readonly kind: 'add-note'; readonly purpose: string; readonly sentences: readonly NoteSentence[] }
  | {
      readonly kind: 'add-task'
      readonly purpose: string
      readonly due: string
      readonly sentences: readonly NoteSentence[]
    }
  | {
      readonly kind: 'send-email'
      readonly to: string
      readonly language: 'en' | 'de'
      readonly subject: MailSentence
      readonly sentences: readonly MailSentence[]
    }
  | {
      readonly kind: 'set-field'
      readonly object: { readonly system: string; readonly object: string; readonly id: string }
      readonly field: string
      readonly value: Json
      readonly cites: readonly string[]
    }
  | {
      readonly kind: 'observe'
      readonly subject: { readonly system: string; readonly object: string; readonly id: string }
      readonly field: string
      readonly value: Json
      readonly quote: string
      readonly sourceRef: string
    }
  | {
      readonly kind: 'settle-claim'
      readonly field: string
      readonly pick: string
      readonly why: NoteSentence
    }
  | { readonly kind: 'raise-flag'; readonly flag: string; readonly until: string; readonly why: NoteSentence }
  | { readonly kind: 'remember'; readonly topic: string; readonly sentences: readonly NoteSentence[] }
  | { readonly kind: 'none'; readonly reason: NoteSentence }
