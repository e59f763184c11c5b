import { describe, expect, test } from 'vitest'
import { contact, dossierOf, evidenceOf, now, settings } from './gate-case.ts'
import { AccountId, ContactId } from '#records/ids.ts'
import type { MailAsk } from '#gate/mail/check.ts'
import { judgeMail } from '#gate/mail/judge.ts'
import type { MadeMail, Mail, MailEffect, MailSnapshot } from '#gate/mail/mail.ts'

// A clean message as it leaves, and what is known about it; tests change one thing and say which of the nineteen refuse.

export const hoursAgo = (hours: number) => new Date(Date.parse(now) - hours * 3_600_000).toISOString()
const known = <T>(value: T) => ({ kind: 'known' as const, value })
export const noon = '2026-11-20T19:00:00.000Z' // 14:00 in New York, 09:00 in Honolulu
const footer = 'Tom Keller, Northwind, 1 Main St, Ohio. No more mail: https://northwind.example/u/abc'

export const made: MadeMail = {
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
export const mail: Mail = {
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
const policy = {
  outreach: settings.outreach,
  linkHosts: [],
  liveThreadDays: 7,
  timeZone: 'America/New_York',
}

/** Parts of the clean snapshot replaced by values. */
const snapshotOf = (values: Readonly<Record<string, unknown>> = {}): MailSnapshot => {
  const names = new Set(Object.keys(live))
  const own = Object.entries(values).filter(([name]) => !names.has(name))
  const other = Object.entries(values).filter(([name]) => names.has(name))
  const { now: _now, ...evidence } = evidenceOf(Object.fromEntries(own))
  return { ...evidence, ...live, ...Object.fromEntries(other.map(([name, value]) => [name, known(value)])) }
}

export interface Case {
  readonly mail?: object
  readonly made?: Partial<MadeMail>
  readonly parts?: Readonly<Record<string, unknown>>
  readonly policy?: object
  readonly at?: string
}
export const askOf = (one: Case): MailAsk => ({
  mail: { ...mail, ...one.mail, made: { ...made, ...one.made } },
  snapshot: snapshotOf(one.parts),
  policy: { ...policy, ...one.policy },
  now: new Date(one.at ?? noon),
})
export const refusals = (one: Case) =>
  judgeMail('out', askOf(one)).map(({ rule, found }) => `${rule} ${found}`)
export const effects = (one: Case) => [
  ...new Set(judgeMail('out', askOf(one)).map(({ rule, effect }) => `${rule} ${effect}`)),
]

export const withContact = (fields: object, account: object = {}) => ({
  record: {
    dossier: dossierOf(account, { contacts: [contact('con_1', { email: 'anna@acme.example', ...fields })] }),
    stage: 'working',
  },
})
export const inGermany = (fields: object = {}, stage = 'working') => ({
  record: {
    dossier: dossierOf(
      {},
      { contacts: [contact('con_1', { email: 'anna@acme.example', country: 'Germany', ...fields })] },
    ),
    stage,
  },
})
export const german = '2026-11-20T10:00:00.000Z'
export const listed = (scope: string, value: string) => ({
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
export const seen = (...changes: object[]) => ({ timeline: { activities: changes.map(activity), asOf: now } })
export const mailboxOf = (change: object) => ({ mailbox: { ...live.mailbox.value, ...change } })
export const checked = (change: object) => ({ authentication: { ...live.authentication.value, ...change } })
export const counted = (change: object) => ({
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
export const talked = (days: number, change: object = {}) => seen({ at: hoursAgo(days * 24), ...change })

type Row = readonly [sentence: string, change: Case, found: string | undefined]

/** The truth table of one rule, as a message leaves. The first refusal is the headline; more may be said. */
export const truthTable = (rule: string, rows: readonly Row[]): void => {
  describe(rule, () => {
    test.each(rows)('%s', (_sentence, one, expected) => {
      const said = refusals(one).filter((found) => found.startsWith(`${rule} `))
      expect(said[0]).toBe(expected === undefined ? undefined : `${rule} ${expected}`)
    })
  })
}

type Read = readonly [
  rule: string,
  change: Case,
  needed: string,
  found: string,
  effect: MailEffect,
  more?: object,
]

/** What a person reads of the headline of a rule: what was needed, what was found, how it is cured, where and with what. */
export const reviewerReads = (rows: readonly Read[]): void => {
  test.each(
    rows.map(([rule, change, needed, found, effect, more]) => ({
      rule,
      change,
      said: { needed, found, effect, ...more },
    })),
  )('$rule: $said.found', ({ rule, change, said }) => {
    expect(judgeMail('out', askOf(change)).find((one) => one.rule === rule)).toEqual({ rule, ...said })
  })
}
