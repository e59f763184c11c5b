import { cut } from '#base/seen-text.ts'
import { domainForms } from '#records/addresses.ts'
import { textOf, type Fields } from '#records/fields.ts'
import { plainAddress, type Address } from '../address.ts'
import { check } from '../check.ts'
import { isFreeMail } from '../free-mail.ts'
import { asciiHost } from '../host.ts'
import type { MailRefusal } from '../mail.ts'
import { contactOf, fieldsOf } from '../person.ts'
import { isRoleMailbox } from '../role-address.ts'

const refusal = (needed: string, found: string): MailRefusal => ({ needed, found, where: 'to' })

/** G3: the recipient is one contact on the record, who was there before this run and reads this mailbox in person. */
export const onTheRecord = check(
  ['record', 'newContacts'],
  ({ mail }, { record: { dossier }, newContacts }) => {
    const needed = 'a contact on the record, with an address'
    const matches = dossier.contacts.filter(({ id }) => id === mail.contactId)
    if (matches.length > 1)
      return refusal('exactly one contact', `${matches.length} contacts ${mail.contactId}`)
    const contact = contactOf(mail, dossier)
    if (contact === undefined) return refusal(needed, `${mail.contactId} is no contact of this account`)
    const email = textOf(contact.fields, 'email')
    if (email === undefined) return refusal(needed, `contact ${mail.contactId} has no e-mail address`)
    // Whoever invents a contact must not be able to write to it before a person or a sync has seen it.
    if (newContacts.includes(mail.contactId))
      return refusal('a contact that existed before this run', `${mail.contactId} was created in it`)
    const address = plainAddress(email)
    return address.kind === 'address' ? personal(address, contact.fields, dossier.account.fields) : undefined // G4 says so
  },
)

function personal(
  { local, domain }: Extract<Address, { kind: 'address' }>,
  contact: Fields,
  account: Fields,
): MailRefusal | undefined {
  const names = [textOf(contact, 'firstName'), textOf(contact, 'lastName')].flatMap((name) => name ?? [])
  if (isRoleMailbox(local, names))
    return refusal("a person's own mailbox", `${local}@${domain} is the mailbox of a function`)
  return isFreeMail(domain) && !mayBeFree(account, domain)
    ? refusal("a mailbox at the company's domain", `${domain} gives mailboxes to anybody`)
    : undefined
}

/**
 * A mailbox at a free provider is the company's own where the company is that provider, or where it has no domain of its
 * own: a sole trader has no other mailbox. A company with a domain writes from it, so that anything else may be anybody.
 */
function mayBeFree(account: Fields, domain: string): boolean {
  const own = ['domain', 'website'].flatMap((name) => {
    const [host] = domainForms(textOf(account, name) ?? '')
    return host === undefined ? [] : [asciiHost(host) ?? host]
  })
  return own.length === 0 || own.includes(domain)
}

/** G4: one plain address, and nobody else: no copies, no second address inside the first. */
export const oneRecipient = check(['record'], ({ mail }, { record: { dossier } }) => {
  const needed = 'exactly one plain address'
  const [to] = mail.to
  // A contact who is missing, or has no address, is G3's.
  if (to === undefined)
    return textOf(fieldsOf(mail, dossier), 'email') === undefined ? undefined : refusal(needed, 'none')
  if (mail.to.length > 1) return refusal(needed, `${mail.to.length} recipients`)
  const copies = mail.made?.copies ?? []
  if (copies.length > 0) return refusal(needed, `copies to ${copies.length} more`)
  const address = plainAddress(to)
  return address.kind === 'address'
    ? undefined
    : refusal(needed, `${JSON.stringify(cut(to, 80))}: ${address.why}`)
})
