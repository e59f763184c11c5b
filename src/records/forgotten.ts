import type { AccountId, ContactId } from './ids.ts'

/** Somebody who is to be forgotten, and by what our rows and files are known to speak of them. */
export interface Forgotten {
  readonly contactIds: readonly ContactId[]
  /** Lower case. */
  readonly emails: readonly string[]
  /** First and last name, phone number: they may be another person's elsewhere, so they count at their own accounts only. */
  readonly marks: readonly string[]
  /** Where they are a contact. */
  readonly accountIds: readonly AccountId[]
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}-]/g, String.raw`\$&`)
const apart = (text: string): string => escaped(text).replaceAll(/\s+/g, String.raw`\s+`)

/** One of these as a whole word; nothing matches without any. The same in the database's expressions and in ours. */
const anyOf = (words: readonly string[]): string =>
  words.length === 0 ? '$.^' : `(^|[^A-Za-z0-9_:-])(${words.map(apart).join('|')})($|[^A-Za-z0-9_:-])`

/** What tells that a text speaks of them: at their own accounts, and anywhere. Regular expressions without regard to case. */
export const patternsOf = ({ contactIds, emails, marks }: Forgotten) => ({
  own: anyOf([...contactIds, ...emails, ...marks]),
  // An id without a digit may be a word that stands in anybody's text.
  anywhere: anyOf([...contactIds.filter((id) => /\d/.test(id)), ...emails]),
})
