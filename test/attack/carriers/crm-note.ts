import { activity, type Carrier } from './carrier.ts'

/** A note one of ours pasted into the CRM. */
export const carrier: Carrier = {
  name: 'crm-note',
  plant: (delivery) => ({
    activities: [
      { ...activity(delivery, 30), type: 'note', direction: 'none', author: 'person', subject: 'Note' },
    ],
  }),
}
