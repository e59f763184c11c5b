import { withContact, inGermany, german, hoursAgo, seen, talked, truthTable } from '#test/fakes/mail-case.ts'

truthTable('G2', [
  [
    'a country that allows it',
    { parts: withContact({ country: 'UK', timeZone: 'America/New_York' }) },
    undefined,
  ],
  [
    'the contact before the account',
    { parts: withContact({ country: 'Peru' }, { country: 'USA' }) },
    'Peru (PE), which outreach.countries does not allow',
  ],
  [
    'no country',
    { parts: withContact({ timeZone: 'America/New_York' }, { location: null }) },
    'no country on the record',
  ],
  [
    'no country we know',
    { parts: withContact({ country: 'Atlantis', timeZone: 'America/New_York' }) },
    '“Atlantis”, which is no country we know',
  ],
  [
    'consent is needed and nothing is there',
    { at: german, parts: inGermany() },
    'none of them on the record',
  ],
  ['consent', { at: german, parts: inGermany({ consent: true }) }, undefined],
  ['consent of a day', { at: german, parts: inGermany({ consent: '2026-03-01' }) }, undefined],
  [
    'consent of tomorrow',
    { at: german, parts: inGermany({ consent: '2026-11-22' }) },
    'none of them on the record',
  ],
  [
    'consent withdrawn, though they wrote last month',
    { at: german, parts: { ...inGermany({ consent: false }), ...talked(30) } },
    'it is refused or withdrawn on the contact',
  ],
  [
    'consent refused',
    { at: german, parts: inGermany({ consent: false }) },
    'it is refused or withdrawn on the contact',
  ],
  ['consent in words', { at: german, parts: inGermany({ consent: 'maybe' }) }, 'none of them on the record'],
  ['a customer', { at: german, parts: inGermany({}, 'customer') }, undefined],
  ['they wrote last month', { at: german, parts: { ...inGermany(), ...talked(30) } }, undefined],
  [
    'they called last month',
    { at: german, parts: { ...inGermany(), ...talked(30, { type: 'call' }) } },
    undefined,
  ],
  [
    'they wrote two years ago',
    { at: german, parts: { ...inGermany(), ...talked(700) } },
    'none of them on the record',
  ],
  [
    'a colleague wrote',
    { at: german, parts: { ...inGermany(), ...talked(30, { contactId: 'con_9' }) } },
    'none of them on the record',
  ],
  [
    'we wrote',
    { at: german, parts: { ...inGermany(), ...talked(30, { direction: 'outbound', author: 'agent' }) } },
    'none of them on the record',
  ],
  [
    'they wrote to stop',
    {
      at: german,
      parts: {
        ...inGermany(),
        ...talked(30),
        mailRead: [{ activityId: 'act_1', kind: 'unsubscribe', quote: 'stop' }],
      },
    },
    'none of them on the record',
  ],
  [
    'an absence notice',
    {
      at: german,
      parts: {
        ...inGermany(),
        ...talked(30),
        mailRead: [{ activityId: 'act_1', kind: 'out-of-office', quote: 'away' }],
      },
    },
    'none of them on the record',
  ],
  [
    'an answer of a machine',
    {
      at: german,
      parts: {
        ...inGermany(),
        ...talked(30),
        mailRead: [{ activityId: 'act_1', kind: 'automatic', quote: 'away' }],
      },
    },
    'none of them on the record',
  ],
  [
    'they wrote that they have no interest',
    {
      at: german,
      parts: {
        ...inGermany(),
        ...talked(30),
        mailRead: [{ activityId: 'act_1', kind: 'not-interested', quote: 'no' }],
      },
    },
    'none of them on the record',
  ],
  [
    'they wrote to stop, and then a question',
    {
      at: german,
      parts: {
        ...inGermany(),
        ...seen({ id: 'act_2', at: hoursAgo(720) }, { at: hoursAgo(700) }),
        mailRead: [
          { activityId: 'act_1', kind: 'question', quote: 'how' },
          { activityId: 'act_2', kind: 'unsubscribe', quote: 'stop' },
        ],
      },
    },
    undefined,
  ],
  [
    'they asked, and then wrote to stop',
    {
      at: german,
      parts: {
        ...inGermany(),
        ...seen({ id: 'act_2', at: hoursAgo(720) }, { at: hoursAgo(700) }),
        mailRead: [
          { activityId: 'act_1', kind: 'unsubscribe', quote: 'stop' },
          { activityId: 'act_2', kind: 'question', quote: 'how' },
        ],
      },
    },
    'none of them on the record',
  ],
  [
    'they asked, and then were away',
    {
      at: german,
      parts: {
        ...inGermany(),
        ...seen({ id: 'act_2', at: hoursAgo(720) }, { at: hoursAgo(700) }),
        mailRead: [{ activityId: 'act_1', kind: 'out-of-office', quote: 'away' }],
      },
    },
    undefined,
  ],
  ['consent of this moment', { at: german, parts: inGermany({ consent: german }) }, undefined],
  [
    'consent since a day in words',
    { at: german, parts: inGermany({ consent: 'since 2026-03-01' }) },
    'none of them on the record',
  ],
  [
    'consent that is a number',
    { at: german, parts: inGermany({ consent: 1 }) },
    'none of them on the record',
  ],
  ...(
    [
      ['a year ago to the hour', { at: '2025-11-20T10:00:00.000Z' }, true],
      ['longer ago', { at: '2025-11-20T09:59:59.000Z' }, false],
      ['at this moment', { at: german }, true],
      ['tomorrow', { at: '2026-11-21T10:00:00.000Z' }, false],
      ['by note', { type: 'note' }, false],
      ['by a machine of theirs', { author: 'system' }, false],
      ['in a mail of ours', { direction: 'outbound' }, false],
    ] as const
  ).map(
    ([when, change, isFree]) =>
      [
        `they wrote ${when}`,
        { at: german, parts: { ...inGermany(), ...talked(30, change) } },
        isFree ? undefined : 'none of them on the record',
      ] as const,
  ),
])
