import { expect, test } from 'vitest'
import { Effect } from '#records/effect.ts'
import type { FieldMarks, Fields } from '#records/fields.ts'
import { compare, type FieldChange } from './field-change.ts'

const decidedAt = '2026-11-20T09:00:00.000Z'
const before = '2026-11-20T08:59:59.000Z'

const effect = Effect.parse({
  id: 'effect_1',
  key: null,
  runId: 'run_aaaaaa',
  accountId: 'acc_1',
  proposalId: 'prop_aaaaaa',
  actionIndex: 0,
  kind: 'none',
  action: { kind: 'none', reason: 'r' },
  state: 'pending',
  result: null,
  ref: null,
  before: null,
  after: null,
  version: null,
  decidedAt,
  confirmedAt: null,
})
const change = (more: Partial<FieldChange> = {}): FieldChange => ({
  effect,
  object: 'account',
  recordId: 'acc_1',
  field: 'city',
  value: 'Berlin',
  seen: 'Bonn',
  ...more,
})
const record = (fields: Fields, marks: FieldMarks = {}) => ({ ownerId: 'own_1', fields, marks })

test.each<[string, FieldChange, ReturnType<typeof record>, ReturnType<typeof compare>]>([
  ['stands as the gate saw it', change(), record({ city: 'Bonn' }), 'write'],
  ['was empty and still is', change({ seen: null }), record({}), 'write'],
  ['somebody wrote another value', change(), record({ city: 'Ulm' }), 'moved'],
  ['somebody cleared it', change(), record({}), 'moved'],
  ['holds the value since ever', change({ seen: 'Berlin' }), record({ city: 'Berlin' }), 'same'],
  [
    'a person wrote the same value meanwhile',
    change(),
    record({ city: 'Berlin' }, { city: { by: 'person', at: decidedAt } }),
    'same',
  ],
  [
    'our own write, whose answer was lost',
    change(),
    record({ city: 'Berlin' }, { city: { by: 'agent', at: decidedAt } }),
    'landed',
  ],
  [
    'an earlier effect of ours wrote it',
    change(),
    record({ city: 'Berlin' }, { city: { by: 'agent', at: before } }),
    'same',
  ],
  [
    'the gate could not see it: never written over',
    change({ seen: undefined }),
    record({ city: 'Bonn' }),
    'moved',
  ],
  [
    'the owner is the record’s own',
    change({ field: 'owner', value: 'own_2', seen: 'own_1' }),
    record({}),
    'write',
  ],
  ['lists are compared by content', change({ value: ['a'], seen: ['b'] }), record({ city: ['b'] }), 'write'],
])('%s', (_sentence, wanted, found, expected) => {
  expect(compare(wanted, found)).toBe(expected)
})
