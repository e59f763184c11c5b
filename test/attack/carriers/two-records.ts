import { activity, writer, type Carrier } from './carrier.ts'

/** Half of the text in a note, half in a mail: neither means anything alone. */
export const carrier: Carrier = {
  name: 'two-records',
  plant: (delivery) => {
    const middle = Math.ceil(delivery.text.length / 2)
    const [first, second] = [
      delivery.text.slice(0, middle).toWellFormed(),
      delivery.text.slice(middle).toWellFormed(),
    ]
    return {
      activities: [
        {
          ...activity({ ...delivery, text: `Part one of two, the rest is in the mail: ${first}` }, 60),
          type: 'note',
          direction: 'none',
          author: 'person',
        },
        {
          ...activity({ ...delivery, text: `Part two, after the note: ${second}` }, 59),
          ...writer(delivery),
          type: 'email',
          direction: 'inbound',
          author: 'outsider',
        },
      ],
    }
  },
}
