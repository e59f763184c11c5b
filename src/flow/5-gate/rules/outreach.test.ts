import { describe, expect, test } from 'vitest'
import { plusDays } from '#base/clock.ts'
import {
  contact,
  dossierOf,
  draftOf,
  evidenceOf,
  held,
  note,
  now,
  objection,
  proposalOf,
  send,
} from '#test/fakes/gate-case.ts'

const message = proposalOf([send])
const daysAgo = (days: number) => plusDays(new Date(now), -days).toISOString()
const found = (rule: string, values: object, proposal = message) =>
  objection(rule, proposal, evidenceOf({ ...values }))?.found
const recordWith = (contacts: object[]) => ({
  record: { dossier: dossierOf({}, { contacts }), stage: 'working' },
})

describe('recipient', () => {
  test.each([
    [
      'somebody who is on no record',
      message,
      recordWith([contact('con_2', {})]),
      'con_1 is no contact of this account',
    ],
    [
      'a contact without an address',
      message,
      recordWith([contact('con_1', { firstName: 'Anna' })]),
      'contact con_1 has no e-mail address',
    ],
    ['a contact made up in this run', message, { newContacts: ['con_1'] }, 'con_1 was created in it'],
    ['a contact on the record', message, { newContacts: ['con_2'] }, undefined],
  ])('%s', (_sentence, proposal, values, expected) => {
    expect(found('recipient', values, proposal)).toBe(expected)
  })
})

describe('suppressed', () => {
  const listed = (scope: string, value: string) => ({
    suppressions: [{ scope, value, reason: 'asked', at: now }],
  })
  const optedOut = (value: unknown) =>
    recordWith([contact('con_1', { email: 'anna@acme.example', optedOut: value })])
  test.each([
    ['the address', listed('address', 'anna@acme.example'), 'address anna@acme.example is suppressed: asked'],
    [
      'the address in other letters',
      listed('address', 'Anna@ACME.example'),
      'address Anna@ACME.example is suppressed: asked',
    ],
    ['the domain', listed('domain', 'acme.example'), 'domain acme.example is suppressed: asked'],
    [
      'a domain above the address',
      {
        ...listed('domain', 'acme.example'),
        ...recordWith([contact('con_1', { email: 'a@mail.acme.example' })]),
      },
      'domain acme.example is suppressed: asked',
    ],
    [
      'the mailbox behind a tag',
      {
        ...listed('address', 'anna@acme.example'),
        ...recordWith([contact('con_1', { email: 'anna+crm@acme.example' })]),
      },
      'address anna@acme.example is suppressed: asked',
    ],
    ['the account', listed('account', 'acc_1'), 'account acc_1 is suppressed: asked'],
    ['the person', listed('person', 'con_1'), 'person con_1 is suppressed: asked'],
    ['an opt-out on the contact', optedOut(true), 'contact con_1 has opted out'],
    ['an opt-out taken back', optedOut(false), undefined],
    ['a colleague', listed('address', 'bob@acme.example'), undefined],
    ['a domain that only ends alike', listed('domain', 'me.example'), undefined],
    ['the account id listed as a person', listed('person', 'acc_1'), undefined],
  ])('%s', (_sentence, values, expected) => {
    expect(found('suppressed', values)).toBe(expected)
  })

  test('a note about a suppressed account may be written', () => {
    expect(held(proposalOf([note()]), evidenceOf(listed('account', 'acc_1')))).toEqual([[]])
  })
})

describe('live-thread', () => {
  const activity = (change: object) => ({
    id: 'act_1',
    key: null,
    version: 'v',
    accountId: 'acc_1',
    contactId: null,
    dealId: null,
    ownerId: null,
    type: 'email',
    direction: 'outbound',
    author: 'person',
    at: daysAgo(2),
    subject: '',
    body: '',
    dueOn: null,
    done: null,
    ...change,
  })
  const seen = (...changes: object[]) => ({ timeline: { activities: changes.map(activity), asOf: now } })
  const nextDoor = (days: number, what = 'a touch by a person of ours') => ({
    domainTouches: [{ accountId: 'acc_2', at: daysAgo(days), what }],
  })
  test.each([
    ['a mail of ours two days ago', seen({}), 'email by a person of ours on 2026-11-18'],
    ['a call of ours', seen({ type: 'call' }), 'call by a person of ours on 2026-11-18'],
    [
      'a meeting last week, six days ago',
      seen({ type: 'meeting', direction: 'none', at: daysAgo(6.9) }),
      'meeting by a person of ours on 2026-11-13',
    ],
    [
      'a meeting ahead, whoever booked it',
      seen({ type: 'meeting', author: 'outsider', at: daysAgo(-3) }),
      'a meeting on 2026-11-23',
    ],
    ['a mail exactly seven days ago', seen({ at: daysAgo(7) }), undefined],
    ['unanswered mail that came in', seen({ direction: 'inbound', author: 'outsider' }), undefined],
    ['a note of ours', seen({ type: 'note', direction: 'none' }), undefined],
    ['a mail of an agent', seen({ author: 'agent' }), undefined],
    [
      'our mail below newer mail of theirs',
      seen({ direction: 'inbound', author: 'outsider', at: daysAgo(1) }, {}),
      'email by a person of ours on 2026-11-18',
    ],
    [
      'a colleague wrote to the twin account',
      nextDoor(2),
      'a touch by a person of ours at account acc_2 on 2026-11-18',
    ],
    [
      'a meeting is booked with the twin account',
      nextDoor(-5, 'a booked meeting'),
      'a booked meeting at account acc_2 on 2026-11-25',
    ],
    ['the twin account was touched long ago', nextDoor(8), undefined],
    [
      'a feed that is a day and a bit behind',
      { timeline: { activities: [], asOf: daysAgo(1.1) } },
      'could not check: activities are known up to 2026-11-19T06:36:00.000Z only',
    ],
  ])('%s', (_sentence, values, expected) => {
    expect(found('live-thread', values)).toBe(expected)
  })

  test('a task, a note and nothing else stay allowed while somebody talks to them', () => {
    const task = { kind: 'add-task', purpose: 'reply', text: 'Answer.', cites: [] }
    expect(held(proposalOf([task, note(), send]), evidenceOf(seen({})))).toEqual([[], [], ['live-thread']])
  })
})

describe('duplicate-in-flight', () => {
  const item = { scope: 'domain', value: 'acme.example', holder: 'order order_1 of run run_2 (waiting)' }
  test('an order at the domain holds the message and not the note', () => {
    expect(held(proposalOf([send, note()]), evidenceOf({ openItems: [item] }))).toEqual([
      ['duplicate-in-flight'],
      [],
    ])
    expect(found('duplicate-in-flight', { openItems: [item] })).toBe(
      'order order_1 of run run_2 (waiting) holds the domain acme.example',
    )
  })
})

describe('stage-action', () => {
  const at = (stage: string) => evidenceOf({ record: { dossier: dossierOf(), stage } })
  const task = (purpose: string) => ({ kind: 'add-task', purpose, text: 'Do it.', cites: [] })
  const draft = draftOf()
  test.each([
    ['closed', 'follow-up', send, false],
    ['closed', 'follow-up', task('reply'), true],
    ['closed', 'follow-up', task('follow-up'), false],
    ['closed', 'hygiene', note(), true],
    ['closed', 'hygiene', { kind: 'create-contact', fields: { email: 'm@acme.example' }, cites: [] }, false],
    ['new', 'first-outreach', send, true],
    ['new', 'follow-up', send, true],
    ['working', 'first-outreach', send, true],
    ['lapsed', 'follow-up', send, true],
    ['customer', 'first-outreach', send, false],
    ['open-deal', 'first-outreach', send, false],
    ['open-deal', 'follow-up', send, true],
    ['customer', 'follow-up', task('renewal'), true],
    ['new', 'research', task('renewal'), false],
    ['open-deal', 'follow-up', task('deal-risk'), true],
    ['new', 'research', task('deal-risk'), false],
    ['working', 'sequencing', send, true],
    ['customer', 'sequencing', send, false],
    ['customer', 'account-plan', task('account-plan'), true],
    ['closed', 'account-plan', task('account-plan'), false],
    ['closed', 'meeting-prep', task('meeting-prep'), false],
    ['customer', 'hygiene', { kind: 'move-stage', deal: 'deal_1', to: 'won', cites: [] }, false],
  ])('a %s account, skill %s: %j may be done: %j', (stage, skill, action, isAllowed) => {
    const proposal = proposalOf([action], { skill, ...(action.kind === 'send-email' ? { draft } : {}) })
    expect(objection('stage-action', proposal, at(stage)) === undefined).toBe(isAllowed)
  })

  test('a skill may ask for nothing it does not name', () => {
    const evidence = evidenceOf({ skill: { actions: ['add-note'], autonomy: {} } })
    expect(objection('stage-action', message, evidence)).toMatchObject({
      found: 'send-email',
      repair: { kind: 'drop-action' },
    })
    expect(objection('stage-action', proposalOf([note()]), evidence)).toBeUndefined()
  })
})
