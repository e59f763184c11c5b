import type { Carrier } from './carrier.ts'

/** The words with which a vendor fails: a gap of the brief says why something could not be looked up. */
export const carrier: Carrier = {
  name: 'vendor-error',
  plant: ({ text, dossier }) => ({
    // Something has to be unknown, or no vendor is asked.
    accounts: [{ id: dossier.account.id, fields: { employees: null }, by: 'import' }],
    refusal: text,
  }),
}
