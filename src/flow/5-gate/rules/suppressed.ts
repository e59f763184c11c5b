import { textOf } from '#records/fields.ts'
import type { Suppression } from '#records/suppression.ts'
import { addressForms, domainForms } from '#records/addresses.ts'
import { rule } from '../rule.ts'

/** Whoever asked to be left alone is: by address, domain, account or person, or by the contact's own opt-out. */
export const suppressed = rule({
  name: 'suppressed',
  version: 1,
  judges: ['send-email'],
  needs: ['record', 'suppressions'],
  canOverride: false,
  objects: (_subject, { accountId, draft }, { record, suppressions }) => {
    const contact = record.dossier.contacts.find(({ id }) => id === draft?.to)
    const email = contact && textOf(contact.fields, 'email')
    const domain = textOf(record.dossier.account.fields, 'domain')
    const values = {
      address: email === undefined ? [] : addressForms(email),
      domain: [...domainForms(email ?? ''), ...domainForms(domain ?? '')],
      account: [accountId.toLowerCase()],
      person: contact === undefined ? [] : [contact.id.toLowerCase()],
    }
    const hit = suppressions.find(({ scope, value }: Suppression) =>
      values[scope].includes(value.toLowerCase()),
    )
    const needed = 'nobody who asked to be left alone'
    if (hit !== undefined)
      return { needed, found: `${hit.scope} ${hit.value} is suppressed: ${hit.reason}`, where: 'to' }
    return contact?.fields['optedOut'] === true
      ? { needed, found: `contact ${contact.id} has opted out`, where: 'to' }
      : undefined
  },
})
