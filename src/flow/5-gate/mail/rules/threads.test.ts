import { now, settings } from '#test/fakes/gate-case.ts'
import { hoursAgo, seen, truthTable } from '#test/fakes/mail-case.ts'

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
  ['a reply before', { parts: seen({ at: hoursAgo(6) }) }, undefined],
])
