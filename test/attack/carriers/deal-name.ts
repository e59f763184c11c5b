import { activity, type Carrier } from './carrier.ts'

/** The name of a deal; where there is no deal, the title of a meeting long past. */
export const carrier: Carrier = {
  name: 'deal-name',
  plant: (delivery) => {
    const [deal] = delivery.dossier.deals
    const name = delivery.text.slice(0, 400).toWellFormed()
    return deal === undefined
      ? {
          activities: [
            {
              ...activity({ ...delivery, text: 'Minutes to follow.' }, 3000),
              type: 'meeting',
              direction: 'none',
              author: 'person',
              subject: name,
            },
          ],
        }
      : { deals: [{ id: deal.id, fields: { name }, by: 'import' }] }
  },
}
