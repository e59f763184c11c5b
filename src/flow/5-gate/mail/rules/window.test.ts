import { withContact, counted, truthTable } from '#test/fakes/mail-case.ts'

truthTable('G8', [
  [
    'night',
    { at: '2026-11-20T12:59:00.000Z', parts: withContact({ timeZone: 'America/New_York' }) },
    '2026-11-20T12:59 UTC',
  ],
  [
    'the first minute',
    { at: '2026-11-20T13:00:00.000Z', parts: withContact({ timeZone: 'America/New_York' }) },
    undefined,
  ],
  [
    'the last minute',
    { at: '2026-11-20T22:59:59.000Z', parts: withContact({ timeZone: 'America/New_York' }) },
    undefined,
  ],
  [
    'the evening',
    { at: '2026-11-20T23:00:00.000Z', parts: withContact({ timeZone: 'America/New_York' }) },
    '2026-11-20T23:00 UTC',
  ],
  ['a Saturday', { at: '2026-11-21T19:00:00.000Z' }, '2026-11-21T19:00 UTC'],
  ['morning in New York, night in Honolulu', { at: '2026-11-20T15:00:00.000Z' }, '2026-11-20T15:00 UTC'],
  [
    'a holiday everywhere',
    {
      at: '2026-12-25T19:00:00.000Z',
      parts: { ...counted({}), timeline: { activities: [], asOf: '2026-12-25T19:00:00.000Z' } },
    },
    '2026-12-25T19:00 UTC',
  ],
  [
    'the account zone',
    { at: '2026-11-20T02:00:00.000Z', parts: withContact({}, { timeZone: 'Asia/Tokyo' }) },
    undefined,
  ],
  [
    'the contact zone first',
    {
      at: '2026-11-20T02:00:00.000Z',
      parts: withContact({ timeZone: 'America/New_York' }, { timeZone: 'Asia/Tokyo' }),
    },
    '2026-11-20T02:00 UTC',
  ],
  ['a zone that is none counts for nothing', { parts: withContact({ timeZone: 'Mars/Olympus' }) }, undefined],
  [
    'neither zone nor country',
    { parts: withContact({}, { location: 'Springfield' }) },
    'could not check: neither is on the record',
  ],
  ['zones too far apart', { parts: withContact({ country: 'Russia' }) }, '2026-11-20T19:00 UTC'],
])
