import type { Known, KnownContact } from './reading.ts'
import { factOf } from './citable.ts'

const text = (contact: KnownContact, field: string): string | undefined => {
  const value = contact.fields[field]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

const ranks: readonly RegExp[] = [
  /\b(c[a-z]o|chief|founder|owner|managing director|geschäftsführer\w*|(?<!vice )president)\b/i,
  /\b(vp|svp|evp|vice president)\b/i,
  /\b(head|director|leiter\w*)\b/i,
  /\b(manager|lead)\b/i,
]

const rankOf = (contact: KnownContact): number => {
  const rank = ranks.findIndex((pattern) => pattern.test(text(contact, 'title') ?? ''))
  return rank < 0 ? ranks.length : rank
}

/**
 * Whom to write to: the most recent correspondent, else the highest title, else the first by id; with an address, and
 * not opted out on the record. The drafter does not look at the suppression list: that is the gate's to hold.
 */
export function bestContact(known: Known): KnownContact | undefined {
  const reachable = known.contacts.filter(
    (contact) => text(contact, 'email') !== undefined && contact.fields['optedOut'] !== true,
  )
  const talks = known.activities.filter(
    ({ author, type, contactId }) =>
      author !== 'agent' && ['email', 'call', 'meeting'].includes(type) && contactId !== null,
  )
  const correspondents = talks.toSorted((a, b) => (a.at > b.at ? -1 : 1)).map(({ contactId }) => contactId)
  const recent = correspondents.flatMap((id) => reachable.find((contact) => contact.id === id) ?? [])[0]
  return recent ?? reachable.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : 1))[0]
}

/** Who a contact is, in words that stand in cited facts; undefined when the record holds no name. */
export function whoIs(
  known: Known,
  contact: KnownContact,
): { readonly who: string; readonly cites: readonly string[] } | undefined {
  const facts = ['firstName', 'lastName'].flatMap((field) => factOf(known, contact.id, field) ?? [])
  const names = facts.flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
  return names.length === 0 ? undefined : { who: names.join(' '), cites: facts.map(({ id }) => id) }
}

/** The language to write in: the contact's, else the account's, if there are phrases for it; else English. */
export function languageFor(known: Known, contact: KnownContact): 'en' | 'de' {
  return (text(contact, 'language') ?? known.language) === 'de' ? 'de' : 'en'
}
