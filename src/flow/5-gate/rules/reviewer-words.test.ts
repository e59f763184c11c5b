import { expect, test } from 'vitest'
import type { Evidence } from '#records/evidence.ts'
import {
  deal,
  dossierOf,
  evidenceOf,
  note,
  objection,
  proposalOf,
  rules,
  send,
  setField,
  system,
} from '#test/fakes/gate-case.ts'

// What a reviewer reads of a hold, whole: what was needed, what was found, where, and what code offers to do about it.

const dropAction = { kind: 'drop-action' }
const ref = (object: string, id: string) => ({ system, object, id })
const onDeal = (field: string, value: unknown) => setField(field, value, { object: ref('deal', 'deal_1') })
const stage = (of: string) => evidenceOf({ record: { dossier: dossierOf(), stage: of } })
const task = (change: object) => ({
  kind: 'add-task',
  purpose: 'reply',
  text: 'Answer.',
  cites: [],
  ...change,
})

type Row = readonly [rule: string, what: string, action: object, said: object, evidence?: Evidence]

const rows: readonly Row[] = [
  [
    'schema',
    'a record of somebody else',
    setField('city', 'Bonn', { object: ref('account', 'acc_2') }),
    { needed: 'a record of this account', found: 'account acc_2', where: 'field city' },
  ],
  [
    'schema',
    'a field that is none',
    setField('shoeSize', 42),
    { needed: 'a field this record has', found: 'no field shoeSize', where: 'field shoeSize' },
  ],
  [
    'schema',
    'a value of the wrong kind',
    setField('employees', -1),
    { needed: 'employees: a number, not negative', found: '-1', where: 'field employees' },
  ],
  [
    'schema',
    'a value that is on no list',
    setField('sizeBand', 'big'),
    {
      needed: 'sizeBand: one of 1-10, 11-50, 51-200, 201-1000, 1001+, unknown',
      found: '“big”',
      where: 'field sizeBand',
    },
  ],
  [
    'schema',
    'a new person nobody could reach',
    { kind: 'create-contact', fields: { title: 'CTO', phone: '1' }, cites: [] },
    { needed: 'email or lastName', found: 'fields title, phone', where: 'fields' },
  ],
  [
    'schema',
    'a new account nobody could tell',
    { kind: 'create-account', fields: { city: 'Bonn' }, cites: [] },
    { needed: 'domain or name', found: 'fields city', where: 'fields' },
  ],
  [
    'schema',
    'a new person with a field that is none',
    { kind: 'create-contact', fields: { email: 'm@acme.example', iq: 120 }, cites: [] },
    { needed: 'known fields', found: 'no field iq', where: 'field iq' },
  ],
  [
    'schema',
    'a new account with a value of the wrong kind',
    { kind: 'create-account', fields: { name: 'B', employees: 'many' }, cites: [] },
    { needed: 'employees: a number, not negative', found: '“many”', where: 'field employees' },
  ],
  [
    'schema',
    'a deal of somebody else',
    { kind: 'move-stage', deal: 'deal_9', to: 'won', cites: [] },
    { needed: 'a deal of this account', found: 'deal deal_9', where: 'deal' },
  ],
  [
    'schema',
    'a task that was due',
    task({ due: '2026-11-18' }),
    { needed: 'a due day that is not past', found: '2026-11-18', where: 'due' },
  ],
  [
    'schema',
    'a flag that has ended',
    { kind: 'raise-flag', flag: 'hot-lead', until: '2026-11-18', why: 'hiring' },
    { needed: 'an end that is not past', found: '2026-11-18', where: 'until' },
  ],
  [
    'schema',
    'an account merged with itself',
    { kind: 'merge-suggestion', duplicateOf: 'acc_1', evidence: [] },
    { needed: 'another account', found: 'this account itself', repair: dropAction },
  ],
  [
    'schema',
    'an action that needs another which is not there',
    task({ needs: [1] }),
    { needed: 'needs to name other actions, 0 to 0', found: '1', where: 'needs' },
  ],
  [
    'stage-action',
    'a message to an account that said no',
    send,
    {
      needed: 'an account that is new or working or open-deal or customer or lapsed',
      found: 'send-email by follow-up at a closed account',
    },
    stage('closed'),
  ],
  [
    'stage-action',
    'a task for a purpose that does not suit',
    task({ purpose: 'renewal' }),
    {
      needed: 'an account that is open-deal or customer or lapsed',
      found: 'add-task for renewal at a new account',
    },
    stage('new'),
  ],
  [
    'stage-action',
    'a note for a purpose that does not suit',
    note({ purpose: 'reactivation' }),
    { needed: 'an account that is working or lapsed', found: 'add-note for reactivation at a new account' },
    stage('new'),
  ],
  [
    'stage-action',
    'what the skill may not ask for',
    send,
    {
      needed: 'one of add-note, add-task (skill follow-up)',
      found: 'send-email',
      repair: dropAction,
    },
    evidenceOf({ skill: { actions: ['add-note', 'add-task'], autonomy: {} } }),
  ],
  [
    'protected-field',
    'a field that feeds the forecast',
    onDeal('amount', 5),
    {
      needed: 'a person for deal.amount, or the field freed',
      found: 'set-field by an agent',
      where: 'deal.amount',
    },
  ],
  [
    'consent-field',
    'a wish for silence',
    setField('optedOut', false, { object: ref('contact', 'con_1') }),
    {
      needed: 'a person who enters optedOut in the CRM',
      found: 'set-field by an agent',
      where: 'field optedOut',
      repair: dropAction,
    },
  ],
  [
    'record-changed',
    'a deal that moved on',
    note(),
    {
      needed: 'the record as the proposal was based on it',
      found: 'stage was “open”, now “lost”',
      where: 'field stage of deal_1',
    },
    evidenceOf({
      record: { dossier: dossierOf({}, { deals: [deal('deal_1', { stage: 'lost' })] }), stage: 'working' },
    }),
  ],
  [
    'confidence',
    'a write that cites nothing',
    setField('country', 'Germany', { cites: [] }),
    {
      needed: 'at least 0.7 for set-field',
      found: '0.85 by the model, 0.6 by the sources (completeness 0.6)',
    },
  ],
  [
    'undone',
    'a note that was taken back',
    note(),
    {
      needed: 'something newer than what a person took back',
      found: 'Anna took it back on 2026-11-19, and nothing newer is known',
      repair: dropAction,
    },
    evidenceOf({
      undone: [
        {
          intent: 'add-note research-summary',
          taken: null,
          restored: null,
          wasPerson: false,
          by: 'person:Anna',
          at: '2026-11-19T09:00:00.000Z',
          isOvertaken: false,
        },
      ],
    }),
  ],
  [
    'foreign-content',
    'another account in a note',
    note({ text: 'As at Summit Ladder.' }),
    {
      needed: 'nothing that belongs to another account',
      found: 'the name “summit ladder” of account acc_2',
      where: 'add-note: “As at Summit Ladder.”',
      repair: dropAction,
    },
    evidenceOf({ mentions: [{ accountId: 'acc_2', kind: 'name', value: 'summit ladder', isShared: false }] }),
  ],
  [
    'duplicate-in-flight',
    'an order that waits',
    send,
    {
      needed: 'nothing else under way for this contact, account or domain',
      found: 'order o1 holds the contact con_1',
      where: 'con_1',
    },
    evidenceOf({ openItems: [{ scope: 'contact', value: 'con_1', holder: 'order o1' }] }),
  ],
  [
    'recipient',
    'somebody who is on no record',
    send,
    {
      needed: 'a contact on the record, with an address',
      found: 'con_1 is no contact of this account',
      where: 'to',
    },
    evidenceOf({ record: { dossier: dossierOf({}, { contacts: [] }), stage: 'working' } }),
  ],
]
test.each(rows.map(([rule, what, action, said, evidence]) => ({ rule, what, action, said, evidence })))(
  '$rule: $what',
  ({ rule, action, said, evidence }) => {
    expect(objection(rule, proposalOf([action]), evidence)).toEqual({ rule, ...said })
  },
)

test('a shape that was broken on the way names the kind and the place', () => {
  const [action] = proposalOf([task({})]).actions
  const broken = JSON.parse(JSON.stringify(proposalOf([task({})])).replace('"Answer."', '7'))
  expect(objection('schema', broken)).toEqual({
    rule: 'schema',
    needed: expect.stringContaining('expected string'),
    found: `a wrong ${action?.kind ?? ''}`,
    where: 'text',
  })
})

test('two of one kind: the second says which it repeats', () => {
  const proposal = proposalOf([note(), note({ text: 'Other words.' })])
  const [, action] = proposal.actions
  const schema = rules.rules.find(({ name }) => name === 'schema')
  expect(action && schema?.objects({ index: 1, action }, proposal, evidenceOf())).toEqual({
    needed: 'one action for one target and purpose',
    found: 'action 1 does the same (add-note)',
    repair: dropAction,
  })
})
