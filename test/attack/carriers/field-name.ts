import type { Carrier } from './carrier.ts'

/** The heading of a column of an imported list, which becomes the name of a custom field. */
export const carrier: Carrier = {
  name: 'field-name',
  plant: ({ text, dossier }) => ({
    accounts: [
      {
        id: dossier.account.id,
        fields: { [text.replaceAll(/\s+/g, ' ').slice(0, 200).toWellFormed()]: 'yes' },
        by: 'import',
      },
    ],
  }),
}
