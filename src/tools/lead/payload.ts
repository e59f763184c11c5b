import * as z from 'zod'

/** One thing that was filled in. `type`: text, email, phone, number, date, url, choice or yes-no. */
interface LeadField {
  readonly label: string
  readonly type: string
  readonly value: string
}

export interface Lead {
  readonly kind: 'typeform' | 'calendly-booked' | 'calendly-canceled'
  /** When it was sent, as the payload says. */
  readonly at: string | undefined
  readonly fields: readonly LeadField[]
}

const Labelled = z.object({ label: z.string() })
const answerKinds = {
  text: 'text',
  email: 'email',
  phone_number: 'phone',
  number: 'number',
  date: 'date',
  url: 'url',
  file_url: 'url',
  boolean: 'yes-no',
  choice: 'choice',
  choices: 'choice',
} as const
const Answer = z.object({
  type: z.enum([
    'text',
    'email',
    'phone_number',
    'number',
    'date',
    'url',
    'file_url',
    'boolean',
    'choice',
    'choices',
  ]),
  field: z.object({ id: z.string().optional(), ref: z.string().optional() }),
  text: z.string().optional(),
  email: z.string().optional(),
  phone_number: z.string().optional(),
  number: z.number().optional(),
  date: z.string().optional(),
  url: z.string().optional(),
  file_url: z.string().optional(),
  boolean: z.boolean().optional(),
  choice: z.object({ label: z.string().optional(), other: z.string().optional() }).optional(),
  choices: z.object({ labels: z.array(z.string()).default([]), other: z.string().optional() }).optional(),
})
type Answer = z.infer<typeof Answer>

const Typeform = z.object({
  form_response: z.object({
    submitted_at: z.string().optional(),
    hidden: z.record(z.string(), z.string()).default({}),
    definition: z
      .object({
        fields: z.array(
          z.object({ id: z.string().optional(), ref: z.string().optional(), title: z.string().default('') }),
        ),
      })
      .default({ fields: [] }),
    // Kinds of questions that are new to us must not hide the rest.
    answers: z.array(z.union([Answer, z.unknown().transform(() => undefined)])),
  }),
})

const Calendly = z.object({
  event: z.enum(['invitee.created', 'invitee.canceled']),
  created_at: z.string().optional(),
  payload: z.object({
    name: z.string().optional(),
    email: z.string().optional(),
    timezone: z.string().optional(),
    text_reminder_number: z.string().nullish(),
    rescheduled: z.boolean().optional(),
    scheduled_event: z.object({ name: z.string().optional(), start_time: z.string().optional() }).optional(),
    questions_and_answers: z.array(z.object({ question: z.string(), answer: z.string() })).default([]),
    cancellation: z.object({ reason: z.string().nullish() }).optional(),
  }),
})

/** A webhook's payload as typed fields; undefined for any text that is none we know. Throws nothing. */
export function readPayload(body: string): Lead | undefined {
  if (!body.trimStart().startsWith('{')) return undefined
  const json = parsed(body)
  const form = Typeform.safeParse(json)
  if (form.success) return typeform(form.data)
  const booking = Calendly.safeParse(json)
  return booking.success ? calendly(booking.data) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function typeform({ form_response: form }: z.infer<typeof Typeform>): Lead {
  const titles = new Map(
    form.definition.fields.flatMap(({ id, ref, title }) => [
      [id, title],
      [ref, title],
    ]),
  )
  const answers = form.answers.flatMap((answer) => {
    const value = answer && valueOf(answer)
    if (answer === undefined || value === undefined) return []
    const { id, ref } = answer.field
    return [
      {
        label: titles.get(id) || titles.get(ref) || ref || id || answer.type,
        type: answerKinds[answer.type],
        value,
      },
    ]
  })
  const hidden = Object.entries(form.hidden).map(([label, value]) => ({ label, type: 'text', value }))
  return { kind: 'typeform', at: form.submitted_at, fields: [...answers, ...hidden].filter(isFilled) }
}

function valueOf(answer: Answer): string | undefined {
  const value = answer[answer.type]
  if (value === undefined) return undefined
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'object') return String(value)
  if ('labels' in value)
    return [...value.labels, ...(value.other === undefined ? [] : [value.other])].join(', ')
  const one = Labelled.safeParse(value)
  return one.success ? one.data.label : value.other
}

function calendly({ event, created_at, payload }: z.infer<typeof Calendly>): Lead {
  const { scheduled_event: booked, cancellation } = payload
  const field = (label: string, type: string, value: string | null | undefined) => ({
    label,
    type,
    value: value ?? '',
  })
  const fields = [
    field('name', 'text', payload.name),
    field('email', 'email', payload.email),
    field('phone', 'phone', payload.text_reminder_number),
    field('time zone', 'text', payload.timezone),
    field('meeting', 'text', booked?.name),
    field('starts', 'date', booked?.start_time),
    field('rescheduled', 'yes-no', payload.rescheduled === true ? 'yes' : ''),
    field('reason', 'text', cancellation?.reason),
    ...payload.questions_and_answers.map(({ question, answer }) => field(question, 'text', answer)),
  ]
  return {
    kind: event === 'invitee.created' ? 'calendly-booked' : 'calendly-canceled',
    at: created_at,
    fields: fields.filter(isFilled),
  }
}

const isFilled = ({ value }: LeadField): boolean => value.trim() !== ''
