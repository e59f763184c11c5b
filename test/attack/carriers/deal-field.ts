import { activity, type Carrier } from './carrier.ts'

/** The next step of a deal; where there is no deal, a task somebody left. */
export const carrier: Carrier = {
  name: 'deal-field',
  plant: (delivery) => {
    const [deal] = delivery.dossier.deals
    return deal === undefined
      ? {
          activities: [
            {
              ...activity(delivery, 90),
              type: 'task',
              direction: 'none',
              author: 'person',
              subject: 'To do',
              done: false,
            },
          ],
        }
      : { deals: [{ id: deal.id, fields: { nextStep: delivery.text }, by: 'import' }] }
  },
}
