import { describe, expect, test } from 'vitest'
import { undoneAmong, type TakenBack } from '#records/undone.ts'
import {
  evidenceOf,
  factLike,
  facts,
  held,
  note,
  now,
  objection,
  proposalOf,
  send,
  setField,
} from '#test/fakes/gate-case.ts'

// The case that made it: a person took a run back, and the next day's run wrote the same again.

const before = '2026-11-19T09:00:00.000Z'
const city = (change: Partial<TakenBack> = {}): TakenBack => ({
  intent: 'field account:acc_1:city',
  taken: 'Hamburg',
  restored: 'Berlin',
  wasPerson: false,
  by: 'person:Anna',
  at: before,
  ...change,
})
const additive = (intent: string): TakenBack => city({ intent, taken: null, restored: null })

/** The evidence in which these were taken back, with further facts or activities. */
const after = (
  taken: readonly TakenBack[],
  more: { facts?: Parameters<typeof factLike>[1][]; activities?: object[] } = {},
) => {
  const all = [...facts, ...(more.facts ?? []).map((change) => factLike('city', change))]
  const plain = evidenceOf({
    facts: all,
    timeline: { activities: (more.activities ?? []).map(activity), asOf: now },
  })
  const activities = plain.timeline.kind === 'known' ? plain.timeline.value.activities : []
  return evidenceOf({
    facts: all,
    timeline: { activities, asOf: now },
    undone: undoneAmong(taken, { facts: all, activities, now }),
  })
}

const activity = (change: object, index: number) => ({
  id: `act_${index}`,
  key: null,
  version: '1',
  accountId: 'acc_1',
  contactId: null,
  dealId: null,
  ownerId: null,
  type: 'email',
  direction: 'inbound',
  author: 'outsider',
  at: '2026-11-20T08:00:00.000Z',
  subject: 'Hello',
  body: 'We have moved.',
  dueOn: null,
  done: null,
  ...change,
})

const holdsUndone = (action: object, evidence: ReturnType<typeof evidenceOf>): boolean =>
  held(proposalOf([action]), evidence)[0]?.includes('undone') === true

const newer = { observedAt: '2026-11-20T08:00:00.000Z', source: 'atlas' }

describe('undone', () => {
  test.each([
    ['the value that was taken back', setField('city', 'Hamburg')],
    ['another value of the same field, from what was known then', setField('city', 'Munich')],
  ])('%s is held', (_sentence, action) => {
    expect(holdsUndone(action, after([city()]))).toBe(true)
  })

  test('it says who took what back, and when', () => {
    expect(objection('undone', proposalOf([setField('city', 'Hamburg')]), after([city()]))).toMatchObject({
      needed: 'something newer than what a person took back',
      found: expect.stringMatching(/^Anna took .*Hamburg.* back on 2026-11-19, and nothing newer is known$/),
      where: 'field city',
    })
  })

  test.each([
    ['another field', setField('industry', 'Toys'), [city()]],
    [
      'the same field of another record',
      setField('city', 'Hamburg', { object: { system: 'crm-local', object: 'account', id: 'acc_2' } }),
      [city()],
    ],
    ['a note of another purpose', note(), [additive('add-note follow-up')]],
    ['a task where a note was taken back', note(), [additive('add-task research-summary')]],
    ['a book in which nobody took anything back', setField('city', 'Hamburg'), []],
  ])('%s passes', (_sentence, action, taken) => {
    expect(holdsUndone(action, after(taken))).toBe(false)
  })

  test.each([
    ['a newer fact about the field', { ...newer, value: 'Hamburg' }, false],
    [
      'a newer fact about it from the CRM, with another value',
      { observedAt: newer.observedAt, source: 'crm', value: 'Bonn' },
      false,
    ],
    [
      'the restored value itself, in the CRM',
      { observedAt: newer.observedAt, source: 'crm', value: 'Berlin' },
      true,
    ],
    ['a newer fact about another field', { ...newer, field: 'industry', value: 'Toys' }, true],
    ['a fact of the very moment of the undo', { ...newer, observedAt: before, value: 'Hamburg' }, true],
    ['an older fact', { ...newer, observedAt: '2026-11-01T09:00:00.000Z', value: 'Hamburg' }, true],
  ])('%s: held %s', (_sentence, fact, isHeld) => {
    expect(holdsUndone(setField('city', 'Hamburg'), after([city()], { facts: [fact] }))).toBe(isHeld)
  })

  const noteBack = [additive('add-note research-summary')]
  test.each([
    ['nothing new', {}, true],
    ['a newer fact about anything', { facts: [{ ...newer, field: 'industry', value: 'Toys' }] }, false],
    [
      'a field that a person filled in since',
      { facts: [{ ...newer, source: 'crm', trust: 'human' as const, value: 'Bonn' }] },
      false,
    ],
    [
      'a field that an agent wrote since',
      { facts: [{ ...newer, source: 'crm', trust: 'crm' as const, value: 'Bonn' }] },
      true,
    ],
    ['a mail that came since', { activities: [{}] }, false],
    [
      'a call of ours since',
      { activities: [{ author: 'person', direction: 'outbound', type: 'call' }] },
      false,
    ],
    [
      'a note of our own agents',
      { activities: [{ author: 'agent', direction: 'none', type: 'note' }] },
      true,
    ],
    ['a mail from before', { activities: [{ at: '2026-11-18T08:00:00.000Z' }] }, true],
    [
      'a meeting that lies ahead',
      { activities: [{ at: '2026-12-18T08:00:00.000Z', type: 'meeting' }] },
      true,
    ],
  ])('a note that was taken back, in other words, with %s', (_sentence, more, isHeld) => {
    expect(holdsUndone(note({ text: 'In other words.' }), after(noteBack, more))).toBe(isHeld)
  })

  test('a message to the same person for the same kind of work is held', () => {
    expect(holdsUndone(send, after([additive('send-email con_1 follow-up')]))).toBe(true)
    expect(holdsUndone(send, after([additive('send-email con_1 first-outreach')]))).toBe(false)
  })

  // The undo wrote it as a person's value: `field-ownership` knows whose it was before.
  test.each([
    ['a value of an import, put back: a newer fact is enough', false, []],
    ["a person's value, put back: it stays a person's", true, ['field-ownership']],
  ])('%s', (_sentence, wasPerson, rules) => {
    const { record } = evidenceOf()
    const dossier = record.kind === 'known' ? record.value.dossier : undefined
    const marks = { city: { at: before, by: 'person' } }
    const evidence = evidenceOf({
      record: { dossier: { ...dossier, account: { ...dossier?.account, marks } }, stage: 'working' },
      undone: [{ ...city({ wasPerson }), isOvertaken: true }],
    })
    const said = held(proposalOf([setField('city', 'Hamburg')]), evidence)[0] ?? []
    expect(said.filter((rule) => rule === 'field-ownership' || rule === 'undone')).toEqual(rules)
  })
})
