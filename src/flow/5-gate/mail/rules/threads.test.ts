import { now, settings } from '#test/fakes/gate-case.ts'
import { hoursAgo, noon, seen, truthTable } from '#test/fakes/mail-case.ts'

truthTable('G11', [
  [
    'we wrote',
    { parts: seen({ direction: 'outbound', author: 'person' }) },
    'email by a person of ours on 2026-11-16',
  ],
  [
    'a meeting ahead',
    { parts: seen({ type: 'meeting', direction: 'none', at: hoursAgo(-100) }) },
    'a meeting on 2026-11-24',
  ],
  ['they wrote', { parts: seen({}) }, undefined],
  [
    'we called more than seven days ago',
    { parts: seen({ direction: 'outbound', author: 'person', type: 'call', at: hoursAgo(7 * 24) }) },
    undefined,
  ],
  [
    'we called seven days ago to the minute',
    {
      parts: seen({ direction: 'outbound', author: 'person', type: 'call', at: '2026-11-13T19:00:00.000Z' }),
    },
    undefined,
  ],
  [
    'we called a little less than seven days ago',
    { parts: seen({ direction: 'outbound', author: 'person', type: 'call', at: hoursAgo(7 * 24 - 11) }) },
    'call by a person of ours on 2026-11-13',
  ],
  [
    'a meeting that begins now',
    { parts: seen({ type: 'meeting', direction: 'none', author: 'outsider', at: noon }) },
    undefined,
  ],
  ['a call ahead', { parts: seen({ type: 'call', direction: 'none', at: hoursAgo(-100) }) }, undefined],
  [
    'next door',
    { parts: { domainTouches: [{ accountId: 'acc_2', at: hoursAgo(10), what: 'a touch' }] } },
    'a touch at account acc_2 on 2026-11-19',
  ],
])

truthTable('G12', [
  ['a feed of 24 hours', { parts: { timeline: { activities: [], asOf: hoursAgo(14) } } }, undefined],
  [
    'an older one',
    { parts: { timeline: { activities: [], asOf: hoursAgo(15) } } },
    `could not check: activities are known up to ${hoursAgo(15)} only`,
  ],
  [
    'a book that asks for less',
    { policy: { outreach: { ...settings.outreach, maxFeedAgeHours: 1 } } },
    `could not check: activities are known up to ${now} only`,
  ],
  ['a reply since', { parts: seen({ at: hoursAgo(1) }) }, `email of ${hoursAgo(1)}`],
  [
    'a bounce since',
    { parts: seen({ at: hoursAgo(1), author: 'system', direction: 'none' }) },
    `email of ${hoursAgo(1)}`,
  ],
  ['a reply at that moment', { parts: seen({ at: hoursAgo(5) }) }, `email of ${hoursAgo(5)}`],
  [
    'what the CRM sent',
    { parts: seen({ at: hoursAgo(1), author: 'system', direction: 'outbound' }) },
    undefined,
  ],
  ['what we wrote', { parts: seen({ at: hoursAgo(1), author: 'agent', direction: 'outbound' }) }, undefined],
  ['a note of ours', { parts: seen({ at: hoursAgo(1), author: 'agent', direction: 'none' }) }, undefined],
  ['a reply before', { parts: seen({ at: hoursAgo(6) }) }, undefined],
])
