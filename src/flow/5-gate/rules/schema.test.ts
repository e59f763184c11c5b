import { expect, test } from 'vitest'
import { decide } from '../decide.ts'
import {
  contact,
  dossierOf,
  draftOf,
  evidenceOf,
  held,
  note,
  objection,
  proposalOf,
  rules,
  send,
  setField,
  system,
} from '#test/fakes/gate-case.ts'

const ref = (object: string, id: string) => ({ system, object, id })
const observe = (change: object) => ({
  kind: 'observe',
  subject: ref('account', 'acc_1'),
  field: 'employees',
  value: 9,
  quote: 'x',
  sourceRef: 'y',
  ...change,
})
const task = (due: string) => ({ kind: 'add-task', purpose: 'reply', text: 'Answer.', due, cites: [] })
const flag = (until: string) => ({ kind: 'raise-flag', flag: 'hot-lead', until, why: 'hiring' })

test.each([
  ['a field of the account', setField('employees', 130)],
  ['a field of a contact of the account', setField('title', 'CEO', { object: ref('contact', 'con_1') })],
  ['a field of a deal of the account', setField('nextStep', 'demo', { object: ref('deal', 'deal_1') })],
  ['a custom field the record has', setField('region', 'north')],
  ['a derived band', setField('sizeBand', '51-200')],
  ['a list for a list', setField('technologies', ['Rust'])],
  ['an observation about something no record has', observe({ field: 'favouriteTool', value: 'pen' })],
  ['a task due today', task('2026-11-20')],
  ['a task due yesterday in UTC, which may be today at the book', task('2026-11-19')],
  ['a flag that stands until tomorrow', flag('2026-11-21')],
  [
    'a new contact with an address',
    { kind: 'create-contact', fields: { email: 'max@acme.example', lastName: 'Moss' }, cites: [] },
  ],
  ['a message with its draft', send],
])('%s is in shape', (_sentence, action) => {
  const evidence = evidenceOf({ record: { dossier: dossierOf({ region: 'south' }), stage: 'working' } })
  expect(objection('schema', proposalOf([action]), evidence)).toBeUndefined()
})

test.each([
  ['another account', setField('city', 'Bonn', { object: ref('account', 'acc_2') }), 'account acc_2'],
  [
    'a contact of somebody else',
    setField('title', 'CEO', { object: ref('contact', 'con_9') }),
    'contact con_9',
  ],
  [
    'an activity, which has no fields',
    setField('title', 'CEO', { object: ref('activity', 'act_1') }),
    'activity act_1',
  ],
  ['an observation about somebody else', observe({ subject: ref('account', 'acc_2') }), 'account acc_2'],
  ['a deal of somebody else', { kind: 'move-stage', deal: 'deal_9', to: 'won', cites: [] }, 'deal deal_9'],
  ['a field nobody has', setField('shoeSize', 42), 'no field shoeSize'],
  ['a name that every object inherits', setField('constructor', 'x'), 'no field constructor'],
  ['a text for a number', setField('employees', '130'), '“130”'],
  ['a negative number', setField('employees', -1), '-1'],
  ['a number for a text', setField('city', 7), '7'],
  ['an emptied value', setField('city', null), 'nothing'],
  ['a blank text', setField('city', '  '), '“  ”'],
  ['a moment for a day', setField('contractEnd', '2026-12-01T00:00:00Z'), '“2026-12-01T00:00:00Z”'],
  ['a band that is none', setField('sizeBand', 'big'), '“big”'],
  ['an address that is none', setField('email', 'anna', { object: ref('contact', 'con_1') }), '“anna”'],
  ['an observed text for a number', observe({ value: 'many' }), '“many”'],
  ['a task due last week', task('2026-11-13'), '2026-11-13'],
  ['a flag that has run out', flag('2026-11-01'), '2026-11-01'],
  [
    'a merge with itself',
    { kind: 'merge-suggestion', duplicateOf: 'acc_1', evidence: [] },
    'this account itself',
  ],
  [
    'a new contact nobody could reach or name',
    { kind: 'create-contact', fields: { title: 'CTO' }, cites: [] },
    'fields title',
  ],
  [
    'a new contact with an unknown field',
    { kind: 'create-contact', fields: { email: 'm@acme.example', iq: 120 }, cites: [] },
    'no field iq',
  ],
])('%s is held', (_sentence, action, found) => {
  expect(objection('schema', proposalOf([action]))?.found).toBe(found)
})

test('a message without a draft is held, and code may drop it', () => {
  expect(objection('schema', proposalOf([send], { draft: undefined }))).toEqual({
    rule: 'schema',
    needed: 'a draft to send',
    found: 'no draft',
    repair: { kind: 'drop-action' },
  })
})

test('a shape that a person broke while editing is held with the place', () => {
  const proposal = { ...proposalOf([note()]), actions: [{ ...proposalOf([note()]).actions[0], text: '' }] }
  // Not parsed on purpose: this is what storage or an editor might hand in.
  expect(objection('schema', JSON.parse(JSON.stringify(proposal)))).toMatchObject({ where: 'text' })
  const moved = JSON.stringify(proposalOf([setField('city', 'Bonn')])).replace('"account"', '"planet"')
  expect(objection('schema', JSON.parse(moved))).toMatchObject({ where: 'object.object' })
})

test.each<[string, boolean, object[]]>([
  ['two notes for one purpose', true, [note(), note({ text: 'Other words.' })]],
  ['two notes for two purposes', false, [note(), note({ purpose: 'data-conflict' })]],
  ['one field twice', true, [setField('city', 'Bonn'), setField('city', 'Potsdam')]],
  ['two fields', false, [setField('city', 'Bonn'), setField('country', 'Germany')]],
  [
    'one field of two records',
    false,
    [setField('phone', '1'), setField('phone', '1', { object: ref('contact', 'con_1') })],
  ],
  ['two messages', true, [send, send]],
  ['a message beside nothing to do', false, [{ kind: 'none', reason: 'quiet' }, send]],
])('%s: the second is one too many: %j', (_sentence, isHeld, actions) => {
  const proposal = proposalOf(actions, { draft: draftOf() })
  expect(held(proposal).map((names) => names.includes('schema'))).toEqual([false, isHeld])
})

// What an action is about, without its wording: what stays the same makes a twin, what differs does not.
const stage = (deal: string, to: string) => ({ kind: 'move-stage', deal, to, cites: [] })
const settle = (field: string, why: string) => ({ kind: 'settle-claim', field, pick: 'claim_000000', why })
const create = (kind: string, fields: object) => ({ kind, fields, cites: [] })
const remember = (topic: string, text: string) => ({ kind: 'remember', topic, text, cites: [] })
const merge = (duplicateOf: string) => ({ kind: 'merge-suggestion', duplicateOf, evidence: [] })
const onContact = (id: string, field: string) => setField(field, '1', { object: ref('contact', id) })
test.each<[string, object, object, object]>([
  ['a field', onContact('con_1', 'phone'), onContact('con_1', 'phone'), onContact('con_2', 'phone')],
  ['an observation', observe({}), observe({ value: 8 }), observe({ subject: ref('account', 'acc_2') })],
  ['an observed field', observe({}), observe({ quote: 'z' }), observe({ field: 'city' })],
  ['an observed object', observe({}), observe({}), observe({ subject: ref('contact', 'acc_1') })],
  ['a deal', stage('deal_1', 'won'), stage('deal_1', 'lost'), stage('deal_2', 'won')],
  ['a claim', settle('employees', 'newer'), settle('employees', 'surer'), settle('city', 'newer')],
  ['a flag', flag('2026-12-01'), flag('2026-12-24'), { ...flag('2026-12-01'), flag: 'expansion' }],
  ['a topic', remember('champion', 'Anna.'), remember('champion', 'Bob.'), remember('objection', 'Anna.')],
  ['another account', merge('acc_2'), merge('acc_2'), merge('acc_3')],
  ['a task', task('2026-12-01'), task('2026-12-02'), { ...task('2026-12-01'), purpose: 'follow-up' }],
  [
    'a new contact',
    create('create-contact', { email: 'a@acme.example' }),
    create('create-contact', { email: 'a@acme.example', lastName: 'Ash' }),
    create('create-contact', { email: 'b@acme.example' }),
  ],
  [
    'a new account',
    create('create-account', { domain: 'b.example' }),
    create('create-account', { domain: 'b.example', name: 'B' }),
    create('create-account', { domain: 'c.example' }),
  ],
  [
    'the kind of a new record',
    create('create-contact', { lastName: 'Ash' }),
    create('create-contact', { lastName: 'Birch' }),
    create('create-account', { name: 'Ash' }),
  ],
])('%s: with other words it is the same action, elsewhere another', (_sentence, one, same, other) => {
  const second = (action: object) => {
    const proposal = proposalOf([one, action])
    const [, judged] = decide(proposal, evidenceOf(), rules).actions
    return judged?.kind === 'hold' && judged.objections.some(({ found }) => found.startsWith('action 1 does'))
  }
  expect([second(same), second(other)]).toEqual([true, false])
})

const letters = (count: number) => 'x'.repeat(count)
const parts = (count: number, length: number) => Array.from({ length: count }, () => letters(length))
test.each<[string, object, boolean]>([
  ['a text of 4,000 characters', setField('description', letters(4000)), false],
  ['one more', setField('description', letters(4001)), true],
  ['no number at all', setField('employees', 0), false],
  ['a list of 200', setField('technologies', parts(200, 1)), false],
  ['one more', setField('technologies', parts(201, 1)), true],
  ['a list of 20,000 characters together', setField('technologies', parts(20, 1000)), false],
  ['one more', setField('technologies', [...parts(20, 1000), 'x']), true],
  ['an empty text in a list', setField('technologies', ['']), true],
  ['a text for a list', setField('technologies', 'Rust'), true],
  ['a yes or no', setField('hiring', true), false],
  ['a word for it', setField('hiring', 'yes'), true],
  ['a day', setField('contractEnd', '2026-12-01'), false],
  ['a stage of life', setField('lifecycle', 'customer'), false],
  ['one that is none', setField('lifecycle', 'friend'), true],
  ['an address', setField('email', 'a@b.example', { object: ref('contact', 'con_1') }), false],
  ['a number in a custom field', setField('region', 7), false],
  ['a flag in one', setField('region', false), false],
  ['a list in one', setField('region', ['north']), false],
  ['nothing in one', setField('region', null), true],
  ['an object in one', setField('region', { is: 'north' }), true],
  [
    'a size band, which no standard field is',
    create('create-account', { name: 'B', sizeBand: '1-10' }),
    false,
  ],
  ['a person with a last name alone', create('create-contact', { lastName: 'Moss' }), false],
  ['an account with a domain alone', create('create-account', { domain: 'b.example' }), false],
  ['a flag that ends yesterday in UTC, which may be today at the book', flag('2026-11-19'), false],
  ['a flag that ended the day before', flag('2026-11-18'), true],
  ['a task that was due the day before', task('2026-11-18'), true],
  ['a task without a day', { kind: 'add-task', purpose: 'reply', text: 'Answer.', cites: [] }, false],
  ['a merge with another account', merge('acc_2'), false],
  ['a deal of this account', stage('deal_1', 'won'), false],
  ['a field of a deal of somebody else', setField('nextStep', 'x', { object: ref('deal', 'deal_9') }), true],
])('%s', (_sentence, action, isHeld) => {
  const evidence = evidenceOf({ record: { dossier: dossierOf({ region: 'south' }), stage: 'working' } })
  expect(objection('schema', proposalOf([action]), evidence) !== undefined).toBe(isHeld)
})

test('a record without contacts is a record, too', () => {
  const evidence = evidenceOf({
    record: { dossier: dossierOf({}, { contacts: [contact('con_2', {})] }), stage: 'new' },
  })
  expect(objection('schema', proposalOf([setField('city', 'Bonn')]), evidence)).toBeUndefined()
})
