import type { Contact } from '#records/contact.ts'
import type { Dossier } from '#records/dossier.ts'
import { textOf } from '#records/fields.ts'
import type { Suppression } from '#records/suppression.ts'

const lower = (text: string): string => text.trim().toLowerCase()
const emailOf = (contact: Contact): string | undefined => {
  const email = textOf(contact.fields, 'email')
  return email === undefined ? undefined : lower(email)
}
const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1)

/** Everything by which this account or one of its people could stand on the suppression list, lower case. */
export function suppressible({ account, contacts }: Dossier): readonly string[] {
  const domain = textOf(account.fields, 'domain')
  const people = contacts.flatMap((contact) => {
    const email = emailOf(contact)
    return [lower(contact.id), ...(email === undefined ? [] : [email, domainOf(email)])]
  })
  return [
    ...new Set([lower(account.id), ...(domain === undefined ? [] : [lower(domain)]), ...people]),
  ].toSorted()
}

/** The contacts nobody may write to: by address, by domain, by person, or because the whole account is suppressed. */
export function suppressedContacts(dossier: Dossier, list: readonly Suppression[]): readonly string[] {
  const has = (scope: Suppression['scope'], value: string | undefined) =>
    value !== undefined && list.some((entry) => entry.scope === scope && entry.value === lower(value))
  const domain = textOf(dossier.account.fields, 'domain')
  if (has('account', dossier.account.id) || has('domain', domain)) return dossier.contacts.map(({ id }) => id)
  return dossier.contacts
    .filter((contact) => {
      const email = emailOf(contact)
      return has('address', email) || has('domain', email && domainOf(email)) || has('person', contact.id)
    })
    .map(({ id }) => id)
}
