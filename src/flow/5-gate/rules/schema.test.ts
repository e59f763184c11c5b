import { expect, test } from 'vitest'
import {
  contact,
  dossierOf,
  draftOf,
  evidenceOf,
  held,
  note,
  objection,
  proposalOf,
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
  expect(objection('schema', proposalOf([send], { draft: undefined }))).toMatchObject({
    found: 'no draft',
    repair: { kind: 'drop-action' },
  })
})

test('a shape that a person broke while editing is held with the place', () => {
  const proposal = { ...proposalOf([note()]), actions: [{ ...proposalOf([note()]).actions[0], text: '' }] }
  // Not parsed on purpose: this is what storage or an editor might hand in.
  expect(objection('schema', JSON.parse(JSON.stringify(proposal)))).toMatchObject({ where: 'text' })
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
])('%s: the second is one too many: %j', (_sentence, isHeld, actions) => {
  const proposal = proposalOf(actions, { draft: draftOf() })
  expect(held(proposal).map((names) => names.includes('schema'))).toEqual([false, isHeld])
})

test('a record without contacts is a record, too', () => {
  const evidence = evidenceOf({
    record: { dossier: dossierOf({}, { contacts: [contact('con_2', {})] }), stage: 'new' },
  })
  expect(objection('schema', proposalOf([setField('city', 'Bonn')]), evidence)).toBeUndefined()
})
