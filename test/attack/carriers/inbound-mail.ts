import { activity, writer, type Carrier } from './carrier.ts'

/** A mail a stranger wrote to us; nobody has answered it. */
export const carrier: Carrier = {
  name: 'inbound-mail',
  plant: (delivery) => ({
    activities: [
      {
        ...activity(delivery, 40),
        ...writer(delivery),
        type: 'email',
        direction: 'inbound',
        author: 'outsider',
        subject: 'Re: your message',
      },
    ],
  }),
}
