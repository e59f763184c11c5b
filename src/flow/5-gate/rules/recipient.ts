import { textOf } from '#records/fields.ts'
import { rule } from '../rule.ts'

/** A message goes to one contact who stands on the record with an address and was not created in this same run. */
export const recipient = rule({
  name: 'recipient',
  version: 1,
  judges: ['send-email'],
  needs: ['record', 'newContacts'],
  canOverride: false,
  objects: (_subject, { draft }, { record, newContacts }) => {
    if (draft === undefined) return undefined // `schema` says so
    const needed = 'a contact on the record, with an address'
    const contact = record.dossier.contacts.find(({ id }) => id === draft.to)
    if (contact === undefined)
      return { needed, found: `${draft.to} is no contact of this account`, where: 'to' }
    if (textOf(contact.fields, 'email') === undefined)
      return { needed, found: `contact ${draft.to} has no e-mail address`, where: 'to' }
    // Whoever invents a contact must not be able to write to it before a person or a sync has seen it.
    if (newContacts.includes(draft.to))
      return {
        needed: 'a contact that existed before this run',
        found: `${draft.to} was created in it`,
        where: 'to',
      }
    return undefined
  },
})
