import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contact, dossierOf, evidenceOf, now, settings } from '#test/fakes/gate-case.ts'
import { AccountId, ContactId } from '#records/ids.ts'
import type { MailAsk } from './check.ts'
import { judgeMail } from './judge.ts'
import type { MadeMail, Mail, MailSnapshot } from './mail.ts'
import { mailRules } from './table.ts'

// One truth table for each of the nineteen rules, as a message leaves: what passes, what does not, what cannot be checked.

const hoursAgo = (hours: number) => new Date(Date.parse(now) - hours * 3_600_000).toISOString()
const known = <T>(value: T) => ({ kind: 'known' as const, value })
const noon = '2026-11-20T19:00:00.000Z' // 14:00 in New York, 09:00 in Honolulu
const footer = 'Tom Keller, Northwind, 1 Main St, Ohio. No more mail: https://northwind.example/u/abc'

const made: MadeMail = {
  from: { name: 'Tom Keller', address: 'tom@daybook.example' },
  copies: [],
  headers: {
    'List-Unsubscribe': '<https://northwind.example/u/abc>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
  footer,
  hasHtml: false,
  attachments: 0,
  bytes: 4000,
  contentHash: 'hash-1',
  draftedAt: hoursAgo(5),
}
const mail: Mail = {
  accountId: AccountId.parse('acc_1'),
  contactId: ContactId.parse('con_1'),
  to: ['anna@acme.example'],
  names: ['Tom Keller', 'Anna', 'Berg'],
  subject: 'A question about Acme Robotics',
  sentences: ['Hello Anna,', 'Would a short call be welcome?'],
  made,
}
const live = {
  mailbox: known({
    owner: 'tom@daybook.example',
    postalAddress: '1 Main St, Ohio',
    company: 'Northwind',
    sentToday: 3,
    mayToday: 50,
    lastSentAt: hoursAgo(1),
    sent: 100,
    bounced: 1,
    complained: 0,
  }),
  authentication: known({
    domain: 'daybook.example',
    checkedAt: hoursAgo(2),
    spf: true,
    dkim: true,
    dmarc: true,
    signedHeaders: ['from', 'list-unsubscribe', 'list-unsubscribe-post'],
  }),
  unsubscribe: known({ tokenVerifies: true, hosts: ['northwind.example'] }),
  approval: known({ contentHash: 'hash-1', at: hoursAgo(4), factsStand: true }),
  requests: known<string[]>([]),
  thread: known<string[]>([]),
  killSwitch: known({ isOn: false }),
}
const policy = { outreach: settings.outreach, linkHosts: [], liveThreadDays: 7, timeZone: 'America/New_York' }

/** Parts of the clean snapshot replaced by values. */
const snapshotOf = (values: Readonly<Record<string, unknown>> = {}): MailSnapshot => {
  const names = new Set(Object.keys(live))
  const own = Object.entries(values).filter(([name]) => !names.has(name))
  const other = Object.entries(values).filter(([name]) => names.has(name))
  const { now: _now, ...evidence } = evidenceOf(Object.fromEntries(own))
  return { ...evidence, ...live, ...Object.fromEntries(other.map(([name, value]) => [name, known(value)])) }
}

interface Case {
  readonly mail?: object
  readonly made?: Partial<MadeMail>
  readonly parts?: Readonly<Record<string, unknown>>
  readonly policy?: object
  readonly at?: string
}
const askOf = (one: Case): MailAsk => ({
  mail: { ...mail, ...one.mail, made: { ...made, ...one.made } },
  snapshot: snapshotOf(one.parts),
  policy: { ...policy, ...one.policy },
  now: new Date(one.at ?? noon),
})
const refusals = (one: Case) => judgeMail('out', askOf(one)).map(({ rule, found }) => `${rule} ${found}`)
const effects = (one: Case) => [
  ...new Set(judgeMail('out', askOf(one)).map(({ rule, effect }) => `${rule} ${effect}`)),
]

const withContact = (fields: object, account: object = {}) => ({
  record: {
    dossier: dossierOf(account, { contacts: [contact('con_1', { email: 'anna@acme.example', ...fields })] }),
    stage: 'working',
  },
})
const inGermany = (fields: object = {}, stage = 'working') => ({
  record: {
    dossier: dossierOf(
      {},
      { contacts: [contact('con_1', { email: 'anna@acme.example', country: 'Germany', ...fields })] },
    ),
    stage,
  },
})
const german = '2026-11-20T10:00:00.000Z'
const listed = (scope: string, value: string) => ({
  suppressions: [{ scope, value, reason: 'asked', at: now }],
})
const activity = (change: object) => ({
  id: 'act_1',
  key: null,
  version: 'v',
  accountId: 'acc_1',
  contactId: 'con_1',
  dealId: null,
  ownerId: null,
  type: 'email',
  direction: 'inbound',
  author: 'outsider',
  at: hoursAgo(100),
  subject: '',
  body: '',
  dueOn: null,
  done: null,
  ...change,
})
const seen = (...changes: object[]) => ({ timeline: { activities: changes.map(activity), asOf: now } })
const mailboxOf = (change: object) => ({ mailbox: { ...live.mailbox.value, ...change } })
const checked = (change: object) => ({ authentication: { ...live.authentication.value, ...change } })
const counted = (change: object) => ({
  outreach: {
    mailboxWaiting: 0,
    domainToday: 0,
    accountLastAt: null,
    person30Days: 0,
    hardBounces: 0,
    softBounces30Days: 0,
    ...change,
  },
})
const talked = (days: number, change: object = {}) => seen({ at: hoursAgo(days * 24), ...change })

test('a clean message passes all nineteen', () => {
  expect(refusals({})).toEqual([])
  expect(mailRules.map(({ id }) => id)).toEqual(Array.from({ length: 19 }, (_one, at) => `G${at + 1}`))
})

describe.each<[string, readonly [string, Case, string | undefined][]]>([
  [
    'G1',
    [
      [
        'the address',
        { parts: listed('address', 'anna@acme.example') },
        'address anna@acme.example is suppressed: asked',
      ],
      [
        'the address with a tag',
        { parts: listed('address', 'Anna+News@ACME.example') },
        'address Anna+News@ACME.example is suppressed: asked',
      ],
      [
        'a mailbox behind a tag',
        { mail: { to: ['anna+x@acme.example'] }, parts: listed('address', 'anna@acme.example') },
        'address anna@acme.example is suppressed: asked',
      ],
      [
        'the domain',
        { parts: listed('domain', '@acme.example') },
        'domain @acme.example is suppressed: asked',
      ],
      [
        'a domain above',
        { mail: { to: ['a@mail.acme.example'] }, parts: listed('domain', 'acme.example') },
        'domain acme.example is suppressed: asked',
      ],
      [
        'the account domain, for another mailbox',
        { mail: { to: ['a@other.example'] }, parts: listed('domain', 'acme.example') },
        'domain acme.example is suppressed: asked',
      ],
      [
        'a domain in its other alphabet',
        { mail: { to: ['a@xn--mller-kva.example'] }, parts: listed('domain', 'Müller.example') },
        'domain Müller.example is suppressed: asked',
      ],
      ['the account', { parts: listed('account', 'ACC_1') }, 'account ACC_1 is suppressed: asked'],
      ['the person', { parts: listed('person', 'con_1') }, 'person con_1 is suppressed: asked'],
      [
        'the person by address',
        { parts: listed('person', 'Anna@acme.example') },
        'person Anna@acme.example is suppressed: asked',
      ],
      ['a domain that only ends alike', { parts: listed('domain', 'me.example') }, undefined],
      ['a domain below', { parts: listed('domain', 'mail.acme.example') }, undefined],
      ['a colleague', { parts: listed('address', 'bob@acme.example') }, undefined],
    ],
  ],
  [
    'G2',
    [
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
      ['consent refused', { at: german, parts: inGermany({ consent: false }) }, 'none of them on the record'],
      [
        'consent in words',
        { at: german, parts: inGermany({ consent: 'maybe' }) },
        'none of them on the record',
      ],
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
    ],
  ],
  [
    'G3',
    [
      [
        'nobody on the record',
        { mail: { contactId: ContactId.parse('con_7') } },
        'con_7 is no contact of this account',
      ],
      [
        'two of that id',
        {
          parts: {
            record: {
              dossier: dossierOf(
                {},
                {
                  contacts: [
                    contact('con_1', { email: 'a@acme.example' }),
                    contact('con_1', { email: 'b@acme.example' }),
                  ],
                },
              ),
              stage: 'working',
            },
          },
        },
        '2 contacts con_1',
      ],
      [
        'no address',
        { mail: { to: [] }, parts: withContact({ email: null }) },
        'contact con_1 has no e-mail address',
      ],
      ['made up in this run', { parts: { newContacts: ['con_1'] } }, 'con_1 was created in it'],
      ...[
        'info',
        'no-reply',
        'noreply42',
        'abuse',
        'sales.uk',
        'vertrieb',
        'kontakt',
        'bewerbung',
        'ventas',
        'facturation',
        'info+x',
      ].map((local): [string, Case, string] => [
        `${local}@`,
        { mail: { to: [`${local}@acme.example`] }, parts: withContact({ email: `${local}@acme.example` }) },
        `${local}@acme.example is the mailbox of a function`,
      ]),
      [
        'a person called like one',
        {
          mail: { to: ['post@acme.example'] },
          parts: withContact({ email: 'post@acme.example', lastName: 'Post' }),
        },
        undefined,
      ],
      [
        'a name with such a word in it',
        {
          mail: { to: ['mark.sales@acme.example'] },
          parts: withContact({ email: 'mark.sales@acme.example' }),
        },
        undefined,
      ],
      [
        'a free mailbox',
        { mail: { to: ['anna@gmail.com'] }, parts: withContact({ email: 'anna@gmail.com' }) },
        'gmail.com gives mailboxes to anybody',
      ],
      [
        'a sole trader without a domain',
        {
          mail: { to: ['anna@gmail.com'] },
          parts: withContact({ email: 'anna@gmail.com' }, { domain: null }),
        },
        undefined,
      ],
      [
        'a free mailbox and a website',
        {
          mail: { to: ['anna@gmail.com'] },
          parts: withContact({ email: 'anna@gmail.com' }, { domain: null, website: 'https://acme.example' }),
        },
        'gmail.com gives mailboxes to anybody',
      ],
      [
        'a person of the provider itself',
        { mail: { to: ['anna@gmx.de'] }, parts: withContact({ email: 'anna@gmx.de' }, { domain: 'gmx.de' }) },
        undefined,
      ],
    ],
  ],
  [
    'G4',
    [
      ['two recipients', { mail: { to: ['a@acme.example', 'b@acme.example'] } }, '2 recipients'],
      ['a copy', { made: { copies: ['c@evil.example'] } }, 'copies to 1 more'],
      [
        'two in one',
        { mail: { to: ['a@acme.example,b@evil.example'] } },
        '"a@acme.example,b@evil.example": it holds more than one address',
      ],
      [
        'a display name',
        { mail: { to: ['Anna <a@evil.example>'] } },
        '"Anna <a@evil.example>": a display name or angle brackets stand in it',
      ],
      [
        'a look-alike domain',
        { mail: { to: ['a@аcme.example'] } },
        '"a@аcme.example": its domain looks like another one',
      ],
      [
        'a routed mailbox',
        { mail: { to: ['a%evil.example@acme.example'] } },
        '"a%evil.example@acme.example": its mailbox is not a plain one',
      ],
      ['none', { mail: { to: [] } }, 'none'],
      ['an umlaut domain', { mail: { to: ['a@müller.example'] } }, undefined],
    ],
  ],
  [
    'G5',
    [
      [
        'no postal address said',
        { made: { footer: 'Tom Keller, Northwind' } },
        '“1 Main St, Ohio” is not in it',
      ],
      ['no postal address set', { parts: mailboxOf({ postalAddress: ' ' }) }, 'one of them is not set'],
      ['no name', { made: { footer: 'Northwind, 1 Main St, Ohio' } }, '“Tom Keller” is not in it'],
    ],
  ],
  [
    'G6',
    [
      ['no header', { made: { headers: {} } }, 'List-Unsubscribe: '],
      [
        'two addresses',
        {
          made: {
            headers: {
              ...made.headers,
              'List-Unsubscribe': '<https://northwind.example/u/abc>, <mailto:u@northwind.example>',
            },
          },
        },
        'List-Unsubscribe: <https://northwind.example/u/abc>, <mailto:u@northwind.example>',
      ],
      [
        'not https',
        { made: { headers: { ...made.headers, 'List-Unsubscribe': '<http://northwind.example/u/abc>' } } },
        'List-Unsubscribe: <http://northwind.example/u/abc>',
      ],
      [
        'not one click',
        { made: { headers: { 'List-Unsubscribe': '<https://northwind.example/u/abc>' } } },
        'no one-click header',
      ],
      [
        'another host',
        { parts: { unsubscribe: { tokenVerifies: true, hosts: ['other.example'] } } },
        'its host northwind.example is not ours',
      ],
      [
        'not seen',
        { made: { footer: 'Tom Keller, Northwind, 1 Main St, Ohio' } },
        'the link is not in the text',
      ],
      [
        'a forged token',
        { parts: { unsubscribe: { tokenVerifies: false, hosts: ['northwind.example'] } } },
        'its token does not verify',
      ],
    ],
  ],
  [
    'G7',
    [
      ['another owner', { parts: mailboxOf({ owner: 'eve@daybook.example' }) }, 'one of tom@daybook.example'],
      ['another domain', { parts: checked({ domain: 'evil.example' }) }, 'daybook.example'],
      [
        'checked 25 hours ago',
        { parts: checked({ checkedAt: hoursAgo(15) }) },
        `the last one at ${hoursAgo(15)}`,
      ],
      ['checked 24 hours ago', { parts: checked({ checkedAt: hoursAgo(14) }) }, undefined],
      [
        'checked in the future',
        { parts: checked({ checkedAt: hoursAgo(-11) }) },
        `the last one at ${hoursAgo(-11)}`,
      ],
      ['no DMARC', { parts: checked({ dmarc: false }) }, 'not: dmarc'],
      [
        'a header unsigned',
        { parts: checked({ signedHeaders: ['list-unsubscribe'] }) },
        'not over list-unsubscribe-post',
      ],
    ],
  ],
  [
    'G8',
    [
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
      [
        'a zone that is none counts for nothing',
        { parts: withContact({ timeZone: 'Mars/Olympus' }) },
        undefined,
      ],
      [
        'neither zone nor country',
        { parts: withContact({}, { location: 'Springfield' }) },
        'could not check: neither is on the record',
      ],
      ['zones too far apart', { parts: withContact({ country: 'Russia' }) }, '2026-11-20T19:00 UTC'],
    ],
  ],
  [
    'G9',
    [
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
    ],
  ],
  [
    'G10',
    [
      ['four this month', { parts: counted({ person30Days: 4 }) }, '4 so far'],
      ['three this month', { parts: counted({ person30Days: 3 }) }, undefined],
    ],
  ],
  [
    'G11',
    [
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
    ],
  ],
  [
    'G12',
    [
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
    ],
  ],
  [
    'G13',
    [
      ['it bounced', { parts: counted({ hardBounces: 1 }) }, 'it came back as undeliverable'],
      ['turned away thrice', { parts: counted({ softBounces30Days: 3 }) }, '3'],
      ['turned away twice', { parts: counted({ softBounces30Days: 2 }) }, undefined],
      ['two of a hundred bounced', { parts: mailboxOf({ bounced: 2 }) }, '2 of 100 messages bounced'],
      ['two of forty-nine', { parts: mailboxOf({ sent: 49, bounced: 2 }) }, undefined],
      [
        'one complaint in a thousand',
        { parts: mailboxOf({ sent: 1000, complained: 1 }) },
        '1 of 1000 messages were reported as spam',
      ],
      ['one complaint in two thousand', { parts: mailboxOf({ sent: 2000, complained: 1 }) }, undefined],
    ],
  ],
  [
    'G14',
    [
      ['a feigned reply', { mail: { subject: 'Re: our talk' } }, '“Re: our talk”'],
      ['a feigned forward in German', { mail: { subject: 'WG: AW: Termin' } }, '“WG: AW: Termin”'],
      ['a wide colon', { mail: { subject: 're： our talk' } }, '“re： our talk”'],
      ['a subject that only begins so', { mail: { subject: 'Reworking the plan' } }, undefined],
      [
        'a real thread without its references',
        { mail: { subject: 'Re: Our talk' }, parts: seen({ subject: 'our talk' }) },
        'none',
      ],
      [
        'a real thread',
        {
          mail: { subject: 'Re: Our talk' },
          made: { headers: { ...made.headers, References: '<1@acme.example>' } },
          parts: { ...seen({ subject: 'our talk' }), thread: ['<1@acme.example>'] },
        },
        undefined,
      ],
      [
        'references to something else',
        {
          mail: { subject: 'Re: Our talk' },
          made: { headers: { ...made.headers, References: '<2@acme.example>' } },
          parts: { ...seen({ subject: 'our talk' }), thread: ['<1@acme.example>'] },
        },
        '<2@acme.example>',
      ],
      [
        'a thread with a colleague',
        {
          mail: { subject: 'Re: Our talk' },
          made: { headers: { ...made.headers, References: '<1@acme.example>' } },
          parts: { ...seen({ subject: 'our talk', contactId: 'con_9' }), thread: ['<1@acme.example>'] },
        },
        '“Re: Our talk”',
      ],
    ],
  ],
  [
    'G15',
    [
      [
        'a broken subject',
        { mail: { subject: 'Hi\r\nBcc: x@evil.example' } },
        '“Hi[U+000D][U+000A]Bcc: x@evil.example”',
      ],
      ['a broken name', { mail: { names: ['Anna\nBcc: x'] } }, '“Anna[U+000A]Bcc: x”'],
      ['a broken address', { mail: { to: ['anna@acme.example\n'] } }, '“acme.example[U+000A]”'],
      [
        'a broken header',
        { made: { headers: { ...made.headers, 'X-A': 'b\r\nBcc: c' } } },
        '“b[U+000D][U+000A]Bcc: c”',
      ],
      [
        'a link',
        { mail: { sentences: ['See evil.example now.'] } },
        'the link “evil.example” to evil.example',
      ],
      [
        'their own domain, of which a mail program makes a link',
        { mail: { sentences: ['See acme.example now.'] } },
        'the link “acme.example” to acme.example',
      ],
      ['our own domain', { mail: { sentences: ['See daybook.example now.'] } }, undefined],
      [
        'an allowed host',
        {
          mail: { sentences: ['See docs.other.example now.'] },
          policy: { linkHosts: ['docs.other.example'] },
        },
        undefined,
      ],
      ['an attachment', { made: { attachments: 1 } }, '1'],
      ['HTML', { made: { hasHtml: true } }, 'a part in HTML'],
      ['100 kB', { made: { bytes: 100_000 } }, '100000'],
      ['just below', { made: { bytes: 99_999 } }, undefined],
    ],
  ],
  [
    'G16',
    [
      ['another content', { made: { contentHash: 'hash-2' } }, 'another one'],
      [
        '72 hours',
        { parts: { approval: { contentHash: 'hash-1', at: hoursAgo(62), factsStand: true } } },
        undefined,
      ],
      [
        'longer',
        { parts: { approval: { contentHash: 'hash-1', at: hoursAgo(62.1), factsStand: true } } },
        `one of ${hoursAgo(62.1)}`,
      ],
      [
        'an approval of tomorrow',
        { parts: { approval: { contentHash: 'hash-1', at: hoursAgo(-11), factsStand: true } } },
        `one of ${hoursAgo(-11)}`,
      ],
      [
        'a fact moved',
        { parts: { approval: { contentHash: 'hash-1', at: hoursAgo(1), factsStand: false } } },
        'one of them changed',
      ],
    ],
  ],
  [
    'G17',
    [
      [
        'an order at the domain',
        { parts: { openItems: [{ scope: 'domain', value: 'acme.example', holder: 'order o1' }] } },
        'order o1 holds the domain acme.example',
      ],
    ],
  ],
  [
    'G18',
    [
      ['opted out', { parts: withContact({ optedOut: true }) }, 'contact con_1 has opted out'],
      ['opted out in words', { parts: withContact({ optedOut: 'Yes' }) }, 'contact con_1 has opted out'],
      ['do not contact', { parts: withContact({ doNotContact: 1 }) }, 'contact con_1 has doNotContact set'],
      [
        'the whole account',
        { parts: withContact({}, { doNotContact: true }) },
        'account acc_1 has doNotContact set',
      ],
      ['taken back', { parts: withContact({ optedOut: false, doNotContact: 'no' }) }, undefined],
      [
        'a request of a minute ago',
        { parts: { requests: ['erasure asked at 18:59'] } },
        'erasure asked at 18:59',
      ],
    ],
  ],
  ['G19', [['switched off', { parts: { killSwitch: { isOn: true } } }, 'the kill switch is on']]],
])('%s', (rule, cases) => {
  test.each(cases)('%s', (_sentence, one, expected) => {
    const said = refusals(one).filter((found) => found.startsWith(`${rule} `))
    // The first one is the headline; as a message leaves, more may be said.
    expect(said[0]).toBe(expected === undefined ? undefined : `${rule} ${expected}`)
  })
})

describe('what cannot be checked', () => {
  const rows = mailRules.flatMap(({ id, unchecked, out }) =>
    out.flatMap(({ needs }) => needs.map((part) => [id, part, unchecked] as const)),
  )
  test.each(rows)('%s without %s: %s', (id, part, effect) => {
    const ask = askOf({})
    const snapshot = { ...ask.snapshot, [part]: { kind: 'unreadable', reason: 'the vendor is down' } }
    const said = judgeMail('out', { ...ask, snapshot }).filter(({ rule }) => rule === id)
    expect(said.map((one) => [one.effect, one.found])).toContainEqual([
      effect,
      expect.stringMatching(`could not check: .*${part}: the vendor is down`),
    ])
  })

  test.each([
    ['G1', 'block'],
    ['G2', 'block'],
    ['G3', 'block'],
    ['G4', 'block'],
    ['G5', 'block'],
    ['G6', 'block'],
    ['G7', 'hold'],
    ['G8', 'hold'],
    ['G9', 'hold'],
    ['G10', 'hold'],
    ['G11', 'hold'],
    ['G12', 'hold'],
    ['G13', 'hold'],
    ['G14', 'block'],
    ['G15', 'block'],
    ['G16', 'expire'],
    ['G17', 'hold'],
    ['G18', 'block'],
    ['G19', 'block'],
  ])('%s has a row that can be unreadable, and then it is a %s', (id, effect) => {
    expect(new Set(rows.filter(([one]) => one === id).map(([, , said]) => said))).toEqual(new Set([effect]))
  })

  test.each(['G5', 'G6', 'G7', 'G12', 'G15', 'G16'])('%s without a made message', (id) => {
    const ask = askOf({})
    const said = judgeMail('out', { ...ask, mail: { ...mail, made: undefined } })
    expect(said.filter(({ rule }) => rule === id)).not.toEqual([])
  })
})

test('a bounce for good blocks, one that passes holds', () => {
  expect(effects({ parts: counted({ hardBounces: 1 }) })).toEqual(['G13 block'])
  expect(effects({ parts: counted({ softBounces30Days: 3 }) })).toEqual(['G13 hold'])
})

test('what the gate cannot know yet is not asked there', () => {
  const ask = askOf({ parts: { killSwitch: { isOn: true }, requests: ['erasure'] } })
  const names = [
    'suppressed',
    'recipient',
    'caps-and-window',
    'live-thread',
    'links-and-markup',
    'duplicate-in-flight',
  ] as const
  expect(names.flatMap((name) => judgeMail(name, { ...ask, mail: { ...mail, made: undefined } }))).toEqual([])
})

describe('nothing that passes does what the rules forbid', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'Hello',
      ' ',
      '.',
      'com',
      'evil',
      '//',
      ':',
      'https',
      '\r\n',
      '\0',
      'Bcc: x',
      '@',
      'Re: ',
      '\u200b',
      '<',
      '>',
      'a',
      '[',
      '](',
      '{{',
      '\u2028',
      '%2e',
      'dot',
      'Anna',
    ),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  )
  const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''))
  const runs = { numRuns: 3000, seed: 4 }

  test('headers hold one line', () => {
    fc.assert(
      fc.property(text, text, text, (subject, name, to) => {
        const said = judgeMail('out', askOf({ mail: { subject, names: [name], to: [to] } }))
        if (said.length > 0) return
        // The auditor reads what a mail server would, and shares no expression with the rules.
        for (const header of [subject, name, to])
          for (const letter of header) expect(letter.codePointAt(0) ?? 0).toBeGreaterThan(31)
        expect([...to].filter((letter) => letter === '@')).toHaveLength(1)
      }),
      runs,
    )
  })

  test('a sentence that passes has no host but ours', () => {
    fc.assert(
      fc.property(text, (sentence) => {
        const said = judgeMail('out', askOf({ mail: { sentences: [sentence] } }))
        if (said.length > 0) return
        const lower = sentence.normalize('NFKC').toLowerCase()
        for (const sign of ['https://', 'evil.com', 'a@a.com', '{{', '\0', '\u200b'])
          expect(lower).not.toContain(sign)
      }),
      runs,
    )
  })

  test('an injected line is refused wherever it stands', () => {
    const line = fc.constantFrom(
      '\r\nBcc: a@evil.com',
      '\nTo: b',
      '\rX: y',
      '\0',
      '\u2028Bcc: c',
      '\u0085Bcc: d',
      '\u000bE: f',
    )
    fc.assert(
      fc.property(
        fc.string({ maxLength: 20 }),
        line,
        fc.string({ maxLength: 20 }),
        (before, injected, after) => {
          const bad = before + injected + after
          for (const change of [{ subject: bad }, { names: [bad] }, { to: [bad] }])
            expect(judgeMail('out', askOf({ mail: change }))).not.toEqual([])
        },
      ),
      runs,
    )
  })

  test('a message passes only where every rule, asked alone, passes', () => {
    const change = fc.record({
      hardBounces: fc.constantFrom(0, 0, 1),
      person30Days: fc.integer({ min: 0, max: 6 }),
      domainToday: fc.integer({ min: 0, max: 5 }),
      mailboxWaiting: fc.constantFrom(0, 249, 250, 400),
      at: fc.integer({ min: 0, max: 24 * 14 }).map((hours) => new Date(Date.parse(noon) + hours * 3_600_000)),
    })
    fc.assert(
      fc.property(change, ({ at, ...counts }) => {
        const time = at.toISOString()
        const one = {
          at: time,
          parts: {
            ...counted(counts),
            timeline: { activities: [], asOf: time },
            ...checked({ checkedAt: time }),
            approval: { contentHash: 'hash-1', at: time, factsStand: true },
          },
        }
        if (refusals(one).length > 0) return
        expect([0, 6]).not.toContain(at.getUTCDay())
        // Open from New York to Honolulu: 18:00 to 23:00 UTC in winter.
        expect(at.getUTCHours()).toBeGreaterThanOrEqual(18)
        expect(at.getUTCHours()).toBeLessThan(23)
        expect([
          counts.hardBounces,
          counts.person30Days < 4,
          counts.domainToday < 3,
          counts.mailboxWaiting < 250,
        ]).toEqual([0, true, true, true])
      }),
      { numRuns: 500, seed: 4 },
    )
  })
})
