import { mailboxOf, counted, truthTable } from '#test/fakes/mail-case.ts'

truthTable('G13', [
  ['it bounced', { parts: counted({ hardBounces: 1 }) }, 'it came back as undeliverable'],
  ['turned away thrice', { parts: counted({ softBounces30Days: 3 }) }, '3'],
  ['turned away twice', { parts: counted({ softBounces30Days: 2 }) }, undefined],
  ['two of a hundred bounced', { parts: mailboxOf({ bounced: 2 }) }, '2 of 100 messages bounced'],
  ['two of a hundred and one', { parts: mailboxOf({ sent: 101, bounced: 2 }) }, undefined],
  ['one of fifty', { parts: mailboxOf({ sent: 50, bounced: 1 }) }, '1 of 50 messages bounced'],
  ['it bounced twice', { parts: counted({ hardBounces: 2 }) }, 'it came back as undeliverable, 2 times'],
  [
    'a complaint before anything was sent',
    { parts: mailboxOf({ sent: 0, bounced: 0, complained: 1 }) },
    '1 of 0 messages were reported as spam',
  ],
  ['nothing was sent', { parts: mailboxOf({ sent: 0, bounced: 0, complained: 0 }) }, undefined],
  ['two of forty-nine', { parts: mailboxOf({ sent: 49, bounced: 2 }) }, undefined],
  [
    'one complaint in a thousand',
    { parts: mailboxOf({ sent: 1000, complained: 1 }) },
    '1 of 1000 messages were reported as spam',
  ],
  ['one complaint in two thousand', { parts: mailboxOf({ sent: 2000, complained: 1 }) }, undefined],
])
