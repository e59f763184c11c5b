import type { Contact } from '#records/contact.ts'
import type { Dossier } from '#records/dossier.ts'
import type { Fields } from '#records/fields.ts'
import type { Mail } from './mail.ts'

/** The contact a message is for, as the record has it. */
export const contactOf = (
  { contactId }: Pick<Mail, 'contactId'>,
  { contacts }: Dossier,
): Contact | undefined => contacts.find(({ id }) => id === contactId)

/** That contact's fields; none where there is no such contact. */
export const fieldsOf = (mail: Mail, dossier: Dossier): Fields => contactOf(mail, dossier)?.fields ?? {}

/** Whether a flag is set, however a CRM spells it. */
export const isSet = (fields: Fields, name: string): boolean => {
  const value = fields[name]
  return (
    value === true || value === 1 || (typeof value === 'string' && /^(?:true|yes|y|1|x)$/i.test(value.trim()))
  )
}
