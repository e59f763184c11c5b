import { describe, expect, test } from 'vitest'
import { Action } from '#records/action.ts'
import { draftOf, factId, note, proposalOf, send, setField, system } from '#test/fakes/gate-case.ts'
import { allCites, citesOf } from './cites.ts'
import { repairOf } from './repair.ts'
import { allTexts, quoted, shown, textsIn, textsOf } from './texts.ts'

const { draft } = proposalOf([send])
const one = 'fact_111111'
const ref = { system, object: 'account', id: 'acc_1' }

// What each kind of action would write or send, and what it stands on.
test.each<[object, string[], number]>([
  [note({ text: 'A note.', cites: [one] }), ['add-note: A note.'], 1],
  [{ kind: 'add-task', purpose: 'reply', text: 'Call.', cites: [one, one] }, ['add-task: Call.'], 2],
  [{ kind: 'remember', topic: 'touch', text: 'We met.', cites: [one] }, ['remember: We met.'], 1],
  [setField('city', 'Bonn', { cites: [one] }), ['field city: Bonn'], 1],
  [setField('technologies', ['SAP', 'Go']), ['field technologies: SAP', 'field technologies: Go'], 1],
  [setField('employees', 7), [], 1],
  [
    {
      kind: 'observe',
      subject: ref,
      field: 'x',
      value: { a: 'deep', b: [null, 'er'] },
      quote: 'q',
      sourceRef: 'r',
    },
    ['field x: deep', 'field x: er'],
    0,
  ],
  [
    { kind: 'create-contact', fields: { lastName: 'Ash', seats: 4 }, cites: [one] },
    ['field lastName: Ash'],
    1,
  ],
  [
    { kind: 'create-account', fields: { name: 'B', city: 'Ulm' }, cites: [one] },
    ['field name: B', 'field city: Ulm'],
    1,
  ],
  [{ kind: 'settle-claim', field: 'x', pick: 'claim_000000', why: 'Newer.' }, ['why: Newer.'], 0],
  [{ kind: 'raise-flag', flag: 'hot-lead', until: '2026-12-24', why: 'Hiring.' }, ['why: Hiring.'], 0],
  [{ kind: 'move-stage', deal: 'deal_1', to: 'won', cites: [one] }, [], 1],
  [{ kind: 'merge-suggestion', duplicateOf: 'acc_2', evidence: [one, one] }, [], 2],
  [{ kind: 'none', reason: 'Quiet.' }, [], 0],
])('%j', (given, texts, cites) => {
  const action = Action.parse(given)
  expect(textsOf(action, draft).map(({ where, text }) => `${where}: ${text}`)).toEqual(texts)
  expect(citesOf(action, draft)).toHaveLength(cites)
})

describe('a message speaks through its draft', () => {
  const message = Action.parse(send)
  test('subject and sentences, with their places', () => {
    expect(textsOf(message, draft).map(({ where, sentence }) => [where, sentence])).toEqual([
      ['subject', undefined],
      ...[0, 1, 2, 3, 4].map((at) => [`sentence ${at + 1}`, at]),
    ])
    expect(textsOf(message, draft)[0]?.text).toBe('A question about Acme Robotics')
  })

  test('it stands on what its sentences cite, and without a draft on nothing', () => {
    expect(citesOf(message, draft)).toEqual(
      ['firstName', 'employees', 'hiring'].map((field) => factId(field)),
    )
    expect([citesOf(message, undefined), textsOf(message, undefined)]).toEqual([[], []])
  })

  test('of a proposal every text and, once each, every fact, a draft nobody sends included', () => {
    const proposal = proposalOf([note(), note({ purpose: 'reply', text: 'More.' })], { draft: draftOf() })
    expect(allTexts(proposal)).toEqual(['The team counts 120.', 'More.'])
    expect(allCites(proposal)).toEqual(['employees', 'firstName', 'hiring'].map((field) => factId(field)))
    expect(allCites(proposalOf([note()]))).toEqual([factId('employees')])
    expect(allTexts(proposalOf([send]))).toHaveLength(6)
  })
})

test.each<[Parameters<typeof shown>[0], string]>([
  [undefined, 'nothing'],
  [null, 'nothing'],
  ['Bonn', '“Bonn”'],
  ['', '“”'],
  [7, '7'],
  [false, 'false'],
  [['SAP'], '["SAP"]'],
])('%j is shown as %s', (value, expected) => {
  expect(shown(value)).toBe(expected)
})

test('a quoted text has at most 120 characters', () => {
  expect(quoted('x'.repeat(120))).toBe(`“${'x'.repeat(120)}”`)
  expect(quoted('x'.repeat(121))).toBe(`“${'x'.repeat(119)}…”`)
})

test('texts lie as deep as they like', () => {
  expect(textsIn([{ a: ['b', { c: 'd' }] }, 'e', 1, null, true])).toEqual(['b', 'd', 'e'])
  expect(textsIn(null)).toEqual([])
})

describe('one sentence is left out where the message stands without it', () => {
  const cited = { text: 'You are 120.', cites: [factId('employees')] }
  const bare = { text: 'Shall we talk?', cites: [] }
  test.each<[string, object[], number, boolean]>([
    ['two are left, one of them cites', [cited, bare, bare], 1, true],
    ['it is the last', [cited, bare, bare], 2, true],
    ['it is the opening', [bare, cited, bare], 0, false],
    ['one is left', [cited, bare], 1, false],
    ['none that is left cites', [bare, cited, bare], 1, false],
  ])('%s: %j', (_sentence, sentences, at, stands) => {
    const { draft: short } = proposalOf([send], { draft: draftOf({ sentences }) })
    expect(short && repairOf(short, at)).toEqual(
      stands ? { repair: { kind: 'drop-sentence', sentence: at } } : {},
    )
  })
})
