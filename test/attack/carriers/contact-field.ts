import type { Carrier } from './carrier.ts'

/** The job title of a person at the account; where there is nobody, a field of the account. */
export const carrier: Carrier = {
  name: 'contact-field',
  plant: ({ text, dossier }) => {
    const [first] = dossier.contacts
    return first === undefined
      ? { accounts: [{ id: dossier.account.id, fields: { location: text }, by: 'import' }] }
      : { contacts: [{ id: first.id, fields: { title: text }, by: 'import' }] }
  },
}
