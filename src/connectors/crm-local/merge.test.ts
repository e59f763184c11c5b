import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { UpsertItem } from '#ports/crm.ts'
import type { FieldMark, Fields } from '#records/fields.ts'
import { OwnerId } from '#records/ids.ts'
import { created, merge, type Stored } from './merge.ts'

const monday = '2026-03-02T09:00:00.000Z'
const tuesday = '2026-03-03T09:00:00.000Z'
const wednesday = '2026-03-04T09:00:00.000Z'

const held: Stored = {
  id: 'acc_1',
  key: 'k',
  version: '7',
  accountId: null,
  ownerId: 'rep_1',
  createdAt: monday,
  updatedAt: tuesday,
  fields: { name: 'Acme', tags: ['a', 'b'] },
  marks: {
    name: { at: tuesday, by: 'vendor' },
    tags: { at: monday, by: 'import' },
    city: { at: tuesday, by: 'vendor' },
  },
}

const item = (fields: Fields, more: Partial<UpsertItem> = {}): UpsertItem => ({
  fields,
  by: 'vendor',
  at: wednesday,
  ...more,
})

describe('what a merge touches', () => {
  test.each<[string, UpsertItem, Fields]>([
    ['a new value', item({ name: 'Acme Ltd' }), { name: 'Acme Ltd' }],
    ['a new field', item({ size: 3 }), { size: 3 }],
    ['a null clears', item({ name: null }), { name: null }],
    ['not an equal value', item({ name: 'Acme' }), {}],
    ['not a null where nothing is', item({ size: null }), {}],
    ['not an absent name', item({}), {}],
    ['a list in another order', item({ tags: ['b', 'a'] }), { tags: ['b', 'a'] }],
    ['not an equal list', item({ tags: ['a', 'b'] }), {}],
    ['not an older value by the same author', item({ name: 'Old' }, { at: monday }), {}],
    ['one of the same moment', item({ name: 'Twin' }, { at: tuesday }), { name: 'Twin' }],
    ['an older one by another', item({ name: 'X' }, { at: monday, by: 'person' }), { name: 'X' }],
    ['not an older one into a cleared field', item({ city: 'Oslo' }, { at: monday }), {}],
    ['a name every object has', item({ constructor: 'Ada' }), { constructor: 'Ada' }],
    ['the same moment in other digits', item({ name: 'Y' }, { at: '2026-03-03T09:00:00Z' }), { name: 'Y' }],
  ])('%s', (_sentence, given, after) => {
    const merged = merge(held, given, wednesday)
    expect(merged?.after ?? {}).toEqual(after)
    expect(merged === undefined).toBe(Object.keys(after).length === 0)
  })

  test('a new owner alone is a change, the same one is none', () => {
    const by = (ownerId: string | null) => ({ ownerId: ownerId === null ? null : OwnerId.parse(ownerId) })
    expect(merge(held, item({}, by('rep_2')), monday)?.record.ownerId).toBe('rep_2')
    expect(merge(held, item({}, by(null)), monday)?.record.ownerId).toBeNull()
    expect(merge(held, item({}, by('rep_1')), monday)).toBeUndefined()
  })

  test('updatedAt never goes back', () => {
    const old = item({ name: 'X' }, { at: monday, by: 'person' })
    expect(merge(held, old, wednesday)?.record.updatedAt).toBe(tuesday)
    expect(merge(held, item({ name: 'X' }), monday)?.record.updatedAt).toBe(wednesday)
  })
})

const values = fc.constantFrom(null, '', 'a', 'b', 1, 2, true, ['a'], { a: 'b' })
const changes: fc.Arbitrary<UpsertItem> = fc.record({
  fields: fc.dictionary(fc.constantFrom('name', 'city', 'toString'), values),
  by: fc.constantFrom<FieldMark['by'][]>('person', 'import', 'agent', 'vendor'),
  at: fc.constantFrom(monday, tuesday, wednesday),
})
const runs = { seed: 11, numRuns: 500 }
const play = (history: readonly UpsertItem[]): Stored =>
  history.reduce(
    (record, change) => merge(record, change, monday)?.record ?? record,
    created('acc_1', { fields: {}, by: 'import', at: monday }, monday).record,
  )

describe('whatever was written before', () => {
  test('the same item again changes nothing', () => {
    const holds = (history: readonly UpsertItem[], last: UpsertItem) =>
      merge(play([...history, last]), last, monday) === undefined
    fc.assert(fc.property(fc.array(changes), changes, holds), runs)
  })

  test('every value has a mark, and no field holds a null', () => {
    const holds = (history: readonly UpsertItem[]) => {
      const { fields, marks } = play(history)
      return Object.entries(fields).every(([name, value]) => value !== null && Object.hasOwn(marks, name))
    }
    fc.assert(fc.property(fc.array(changes), holds), runs)
  })

  test('before and after tell how to get back and forth', () => {
    const apply = (fields: Fields, change: Fields): Fields =>
      Object.fromEntries(Object.entries({ ...fields, ...change }).filter(([, value]) => value !== null))
    const holds = (history: readonly UpsertItem[], last: UpsertItem) => {
      const record = play(history)
      const merged = merge(record, last, monday)
      if (merged === undefined) return
      expect(apply(record.fields, merged.after)).toEqual(merged.record.fields)
      expect(apply(merged.record.fields, merged.before)).toEqual(record.fields)
    }
    fc.assert(fc.property(fc.array(changes), changes, holds), runs)
  })

  test('of one author the newest word stands, in whatever order it came', () => {
    // No two equal values: one that is there already is no news and keeps its mark.
    const word = (change: UpsertItem, n: number): UpsertItem => ({
      ...change,
      by: 'vendor',
      fields: Object.fromEntries(Object.keys(change.fields).map((name) => [name, `${name} ${n}`])),
    })
    const holds = (given: readonly UpsertItem[], newest: UpsertItem) => {
      const history = given.map(word)
      const last = { ...word(newest, -1), at: '2026-03-05T09:00:00.000Z' }
      const { fields } = play([...history.slice(0, 3), last, ...history.slice(3)])
      expect(fields).toMatchObject(last.fields)
    }
    fc.assert(fc.property(fc.array(changes), changes, holds), runs)
  })
})
