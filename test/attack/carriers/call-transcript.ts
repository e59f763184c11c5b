import { activity, writer, type Carrier } from './carrier.ts'

/** The transcript of a call, as a recorder of meetings leaves it. */
export const carrier: Carrier = {
  name: 'call-transcript',
  plant: (delivery) => ({
    activities: [
      {
        ...activity({ ...delivery, text: `Transcript\nThem: ${delivery.text}\nUs: I see.` }, 260),
        ...writer(delivery),
        type: 'call',
        direction: 'inbound',
        author: 'outsider',
        subject: 'Call',
      },
    ],
  }),
}
