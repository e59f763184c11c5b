import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPayload } from './payload.ts'

const form = {
  event_id: '01H',
  event_type: 'form_response',
  form_response: {
    form_id: 'abc',
    token: 't1',
    submitted_at: '2026-11-18T09:00:00Z',
    hidden: { utm_source: 'fair' },
    definition: {
      id: 'abc',
      title: 'Talk to us',
      fields: [
        { id: 'f1', ref: 'name', type: 'short_text', title: 'Your name' },
        { id: 'f2', ref: 'mail', type: 'email', title: 'Work e-mail' },
        { id: 'f3', ref: 'size', type: 'multiple_choice', title: 'How many people?' },
      ],
    },
    answers: [
      { type: 'text', text: 'Zoë "Z" Falk', field: { id: 'f1', type: 'short_text', ref: 'name' } },
      { type: 'email', email: 'zoe@kestrel.example', field: { id: 'f2', type: 'email', ref: 'mail' } },
      {
        type: 'choice',
        choice: { label: '51-200' },
        field: { id: 'f3', type: 'multiple_choice', ref: 'size' },
      },
      { type: 'choices', choices: { labels: ['Routing', 'Billing'] }, field: { ref: 'wants' } },
      { type: 'boolean', boolean: false, field: { ref: 'consent' } },
      { type: 'number', number: 140, field: { ref: 'fleet' } },
      { type: 'a_kind_of_tomorrow', field: { ref: 'new' }, hologram: 1 },
    ],
  },
}

test('a Typeform submission: every answer under its question, kinds we do not know left out', () => {
  expect(readPayload(JSON.stringify(form))).toEqual({
    kind: 'typeform',
    at: '2026-11-18T09:00:00Z',
    fields: [
      { label: 'Your name', type: 'text', value: 'Zoë "Z" Falk' },
      { label: 'Work e-mail', type: 'email', value: 'zoe@kestrel.example' },
      { label: 'How many people?', type: 'choice', value: '51-200' },
      { label: 'wants', type: 'choice', value: 'Routing, Billing' },
      { label: 'consent', type: 'yes-no', value: 'no' },
      { label: 'fleet', type: 'number', value: '140' },
      { label: 'utm_source', type: 'text', value: 'fair' },
    ],
  })
})

const booking = {
  event: 'invitee.created',
  created_at: '2026-11-18T09:00:00.000000Z',
  payload: {
    name: 'Ines Falk',
    email: 'ines@kestrel.example',
    timezone: 'Europe/Berlin',
    status: 'active',
    rescheduled: false,
    old_invitee: null,
    scheduled_event: { name: 'Intro call', start_time: '2026-11-24T10:00:00.000000Z' },
    questions_and_answers: [{ question: 'Anything to prepare?', answer: 'Our audit', position: 0 }],
  },
}

test('a Calendly booking: who, when, and what they were asked', () => {
  const read = readPayload(JSON.stringify(booking))
  expect(read?.kind).toBe('calendly-booked')
  expect(read?.fields.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'name: Ines Falk',
    'email: ines@kestrel.example',
    'time zone: Europe/Berlin',
    'meeting: Intro call',
    'starts: 2026-11-24T10:00:00.000000Z',
    'Anything to prepare?: Our audit',
  ])
})

test('a canceled booking says so, and why', () => {
  const canceled = {
    ...booking,
    event: 'invitee.canceled',
    payload: { ...booking.payload, rescheduled: true, cancellation: { reason: 'no time' } },
  }
  const read = readPayload(JSON.stringify(canceled))
  expect(read?.kind).toBe('calendly-canceled')
  expect(read?.fields).toContainEqual({ label: 'reason', type: 'text', value: 'no time' })
  expect(read?.fields).toContainEqual({ label: 'rescheduled', type: 'yes-no', value: 'yes' })
})

test.each([
  ['a plain mail', 'Hello, could you call me?'],
  ['a mail that begins with a brace', '{not json'],
  ['some other JSON', '{"event":"deal.created","payload":{}}'],
  ['a list', '[{"event":"invitee.created"}]'],
  ['a form without answers', '{"form_response":{"token":"t"}}'],
  ['nothing', ''],
])('%s is no lead', (_sentence, body) => {
  expect(readPayload(body)).toBeUndefined()
})

test('no JSON whatever makes it throw', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom('form_response', 'payload', 'x'), (json, key) => {
      readPayload(json)
      readPayload(`{"event":"invitee.created","${key}":${json}}`)
    }),
    { numRuns: 300, seed: 5 },
  )
})
