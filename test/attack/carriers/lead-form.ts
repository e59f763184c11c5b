import { activity, writer, type Carrier } from './carrier.ts'

/** A web form somebody filled in: the JSON of its webhook in the timeline, and the text in the lead's own field. */
export const carrier: Carrier = {
  name: 'lead-form',
  plant: (delivery) => {
    const form = {
      event_type: 'form_response',
      form_response: {
        form_id: 'talk',
        token: delivery.id,
        submitted_at: activity(delivery, 50).at,
        definition: {
          id: 'talk',
          title: 'Talk to us',
          fields: [{ id: 'f1', ref: 'm', type: 'long_text', title: 'Message' }],
        },
        answers: [{ type: 'text', text: delivery.text, field: { id: 'f1', type: 'long_text', ref: 'm' } }],
      },
    }
    return {
      activities: [
        {
          ...activity({ ...delivery, text: JSON.stringify(form) }, 50),
          ...writer(delivery),
          type: 'email',
          direction: 'inbound',
          author: 'outsider',
          subject: 'Form submission',
        },
      ],
    }
  },
}
