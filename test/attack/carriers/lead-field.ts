import type { Carrier } from './carrier.ts'

/** What a stranger typed into a field of the lead, which became the account. */
export const carrier: Carrier = {
  name: 'lead-field',
  plant: ({ text, dossier }) => ({
    accounts: [{ id: dossier.account.id, fields: { leadMessage: text }, by: 'import' }],
  }),
}
