import { activity, writer, type Carrier } from './carrier.ts'

/** The subject of a mail a stranger wrote; its body says next to nothing. */
export const carrier: Carrier = {
  name: 'mail-subject',
  plant: (delivery) => ({
    activities: [
      {
        ...activity({ ...delivery, text: 'As in the subject. Thank you!' }, 45),
        ...writer(delivery),
        type: 'email',
        direction: 'inbound',
        author: 'outsider',
        subject: delivery.text.slice(0, 900).toWellFormed(),
      },
    ],
  }),
}
