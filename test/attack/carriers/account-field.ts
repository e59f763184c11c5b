import type { Carrier } from './carrier.ts'

/** A field of the account that looks like any other: here nothing marks the text as an outsider's. */
export const carrier: Carrier = {
  name: 'account-field',
  plant: ({ text, dossier }) => ({
    accounts: [
      {
        id: dossier.account.id,
        fields: { description: text, playbookNote: text.slice(0, 200).toWellFormed() },
        by: 'import',
      },
    ],
  }),
}
