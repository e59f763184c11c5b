import { expect, test } from 'vitest'
import { dossierOf, now, settings } from '#test/fakes/gate-case.ts'
import {
  askOf,
  counted,
  hoursAgo,
  made,
  mailboxOf,
  reviewerReads,
  seen,
  withContact,
} from '#test/fakes/mail-case.ts'
import { judgeMail } from '../judge.ts'

// What a message says, whether anything came between, and whether it is the one that was approved.

const [block, hold, expire] = ['block', 'hold', 'expire'] as const
const to = { where: 'to' }
const alone = 'nobody who asked to be left alone'
const inSubject = (start: number, end: number) => ({
  where: 'subject',
  place: { sentence: null, start, end },
})
const header = (change: object) => ({ made: { headers: { ...made.headers, ...change } } })

reviewerReads([
  [
    'G12',
    { policy: { outreach: { ...settings.outreach, maxFeedAgeHours: 9 } } },
    'activities known up to 9 hours ago',
    `could not check: activities are known up to ${now} only`,
    hold,
  ],
  [
    'G12',
    { parts: seen({ at: hoursAgo(1) }) },
    'nothing new since the draft',
    `email of ${hoursAgo(1)}`,
    hold,
    { where: 'act_1' },
  ],
  [
    'G13',
    { parts: counted({ hardBounces: 2 }) },
    'an address that takes mail',
    'it came back as undeliverable, 2 times',
    block,
    to,
  ],
  [
    'G13',
    { parts: counted({ softBounces30Days: 3 }) },
    'fewer than 3 messages turned away in 30 days',
    '3',
    hold,
    to,
  ],
  ['G13', { parts: mailboxOf({ bounced: 2 }) }, 'bounces below 2 %', '2 of 100 messages bounced', hold],
  [
    'G13',
    { parts: mailboxOf({ complained: 1 }) },
    'complaints below 0.1 %',
    '1 of 100 messages were reported as spam',
    hold,
  ],
  [
    'G14',
    { mail: { subject: 'Re: our talk' } },
    'no mark of a reply without a mail it answers',
    '“Re: our talk”',
    block,
    { ...inSubject(0, 4), repair: { kind: 'replace-subject', text: 'our talk' } },
  ],
  [
    'G14',
    { mail: { subject: 'Re:' } },
    'no mark of a reply without a mail it answers',
    '“Re:”',
    block,
    inSubject(0, 3),
  ],
  [
    'G14',
    { mail: { subject: 'Re: Our talk' }, parts: seen({ subject: 'our talk' }) },
    'References to mail of this thread',
    'none',
    block,
    { where: 'subject' },
  ],
  [
    'G15',
    { mail: { names: ['Anna\nBcc: x'] } },
    'a header without line breaks or controls',
    '“Anna[U+000A]Bcc: x”',
    block,
    to,
  ],
  [
    'G15',
    { mail: { subject: 'Our <b>new</b> plan for teams' } },
    'plain text',
    'a tag: “<b>”',
    block,
    { ...inSubject(4, 7), repair: { kind: 'replace-subject', text: 'Our new plan for teams' } },
  ],
  [
    'G15',
    { mail: { subject: 'See {{company}}' } },
    'no placeholder left open',
    'a placeholder: “{{”',
    block,
    inSubject(4, 6),
  ],
  [
    'G15',
    { mail: { sentences: ['Hello,', 'Our <b>new</b> plan for teams.'] } },
    'plain text',
    'a tag: “<b>”',
    block,
    {
      where: 'sentence 2',
      place: { sentence: 1, start: 4, end: 7 },
      repair: { kind: 'replace-sentence', sentence: 1, text: 'Our new plan for teams.' },
    },
  ],
  [
    'G15',
    { mail: { sentences: ['See {{company}}.'] } },
    'no placeholder left open',
    'a placeholder: “{{”',
    block,
    { where: 'sentence 1', place: { sentence: 0, start: 4, end: 6 } },
  ],
  ['G15', { made: { attachments: 2 } }, 'no attachment', '2', block],
  ['G15', { made: { hasHtml: true } }, 'plain text alone', 'a part in HTML', block],
  ['G15', { made: { bytes: 100_000 } }, 'fewer than 100000 bytes', '100000', block],
  ['G15', header({ 'X-A': 'b\0c' }), 'a header without line breaks or controls', '“b[U+0000]c”', block],
  ['G16', { made: { contentHash: 'hash-2' } }, 'the content that was approved', 'another one', expire],
  [
    'G16',
    { parts: { approval: { contentHash: 'hash-1', at: hoursAgo(63), factsStand: true } } },
    'an approval within 72 hours',
    `one of ${hoursAgo(63)}`,
    expire,
  ],
  [
    'G16',
    { parts: { approval: { contentHash: 'hash-1', at: hoursAgo(1), factsStand: false } } },
    'facts as they were approved',
    'one of them changed',
    expire,
  ],
  ['G18', { parts: withContact({ doNotEmail: true }) }, alone, 'contact con_1 has doNotEmail set', block, to],
  [
    'G18',
    { parts: withContact({}, { erasureRequested: true }) },
    alone,
    'account acc_1 has erasureRequested set',
    block,
    to,
  ],
  ['G18', { parts: { requests: ['erasure'] } }, 'no open request of this person', 'erasure', block, to],
  [
    'G19',
    { parts: { killSwitch: { isOn: true } } },
    'sending to be switched on',
    'the kill switch is on',
    block,
  ],
])

test.each(['G5', 'G6', 'G7', 'G12', 'G15', 'G16'])('%s of a message that was not made', (rule) => {
  const ask = askOf({})
  const said = judgeMail('out', { ...ask, mail: { ...ask.mail, made: undefined } })
  expect(said.filter((one) => one.rule === rule)).toMatchObject([
    { needed: 'the made message', found: 'could not check: there is none' },
  ])
})

test('nobody on the record has nothing of theirs asked', () => {
  const dossier = dossierOf({}, { contacts: [] })
  const said = judgeMail(
    'recipient',
    askOf({ parts: { record: { dossier, stage: 'working' } }, mail: { to: [] } }),
  )
  expect(said.map(({ rule }) => rule)).toEqual(['G3'])
})
