import { settings } from '#test/fakes/gate-case.ts'
import { noon, mailboxOf, counted, truthTable } from '#test/fakes/mail-case.ts'

truthTable('G9', [
  ['the backlog is full', { parts: counted({ mailboxWaiting: 250 }) }, '250 wait'],
  ['one below', { parts: counted({ mailboxWaiting: 249 }) }, undefined],
  ['three to the domain today', { parts: counted({ domainToday: 3 }) }, '3 today'],
  ['two to the domain today', { parts: counted({ domainToday: 2 }) }, undefined],
  [
    'Wednesday to Friday',
    { parts: counted({ accountLastAt: '2026-11-18T15:00:00.000Z' }) },
    'the last one is of 2026-11-18, 2 working days ago',
  ],
  ['Tuesday to Friday', { parts: counted({ accountLastAt: '2026-11-17T15:00:00.000Z' }) }, undefined],
  [
    'over a weekend',
    {
      at: '2026-11-24T19:00:00.000Z',
      parts: {
        ...counted({ accountLastAt: '2026-11-20T15:00:00.000Z' }),
        timeline: { activities: [], asOf: '2026-11-24T19:00:00.000Z' },
      },
    },
    'the last one is of 2026-11-20, 2 working days ago',
  ],
  [
    'over a holiday',
    {
      policy: { outreach: { ...settings.outreach, holidays: ['US:11-19'] } },
      parts: counted({ accountLastAt: '2026-11-17T15:00:00.000Z' }),
    },
    'the last one is of 2026-11-17, 2 working days ago',
  ],
  ['the day is the book’s', { parts: counted({ accountLastAt: '2026-11-18T03:00:00.000Z' }) }, undefined],
  [
    'switched off, and nothing was written',
    {
      policy: { outreach: { ...settings.outreach, accountEveryWorkingDays: 0 } },
      parts: counted({ accountLastAt: null }),
    },
    undefined,
  ],
  [
    'switched off',
    {
      policy: { outreach: { ...settings.outreach, accountEveryWorkingDays: 0 } },
      parts: counted({ accountLastAt: noon }),
    },
    undefined,
  ],
  ['today is full', { parts: mailboxOf({ sentToday: 50 }) }, '50'],
  ['29 seconds', { parts: mailboxOf({ lastSentAt: '2026-11-20T18:59:31.000Z' }) }, '29 seconds'],
  ['30 seconds', { parts: mailboxOf({ lastSentAt: '2026-11-20T18:59:30.000Z' }) }, undefined],
  ['the first message', { parts: mailboxOf({ lastSentAt: null }) }, undefined],
])

truthTable('G10', [
  ['four this month', { parts: counted({ person30Days: 4 }) }, '4 so far'],
  ['three this month', { parts: counted({ person30Days: 3 }) }, undefined],
])
