import { describe, expect, test } from 'vitest'
import type { FieldMark } from '#records/fields.ts'
import { item, kinds, monday, newAccount, newKey, put, read, tuesday, wednesday, written } from './crm-kit.ts'
import type { OpenCrm } from './crm-kit.ts'

/** Repeated intents, and who may overwrite whom. */
export function intentContract(open: OpenCrm): void {
  describe('a repeated actionId', () => {
    test('is answered unchanged, even though the values moved meanwhile', async () => {
      const { crm } = open()
      const id = await newAccount(crm)
      const actionId = newKey()
      const { version: old } = await read(crm, 'account', id)
      const intent = item({ id, actionId, by: 'agent', expectedVersion: old, fields: { city: 'Oslo' } })
      expect((await put(crm, 'account', intent)).kind).toBe('updated')
      const human = await put(crm, 'account', item({ id, by: 'person', fields: { city: 'Bergen' } }))
      expect(await put(crm, 'account', intent)).toEqual({
        ...human,
        kind: 'unchanged',
        before: {},
        after: {},
      })
      const reworded = { ...intent, fields: { city: 'Rome', name: 'Other' } }
      expect((await put(crm, 'account', reworded)).kind).toBe('unchanged')
      expect((await read(crm, 'account', id)).fields).toEqual({ name: 'Acme', city: 'Bergen' })
    })

    test('creates once', async () => {
      const { crm } = open()
      const [actionId, key, other] = [newKey(), newKey(), newKey()]
      const first = written(await put(crm, 'deal', item({ key, actionId, by: 'agent' })))
      const again = written(await put(crm, 'deal', item({ key: other, actionId, by: 'agent' })))
      expect(again).toMatchObject({ kind: 'unchanged', ref: first.ref })
      expect(await crm.match('deal', 'key', [other])).toEqual([])
    })

    test('counts within a batch', async () => {
      const { crm } = open()
      const id = await newAccount(crm)
      const one = item({ id, actionId: newKey(), fields: { city: 'Oslo' } })
      const results = await crm.upsert('account', [one, { ...one, fields: { city: 'Rome' } }])
      expect(kinds(results)).toEqual(['updated', 'unchanged'])
      expect((await read(crm, 'account', id)).fields['city']).toBe('Oslo')
    })

    test('counts when the first time found nothing to change', async () => {
      const { crm } = open()
      const id = await newAccount(crm)
      const intent = item({ id, actionId: newKey(), by: 'agent', fields: { name: 'Acme' } })
      expect((await put(crm, 'account', intent)).kind).toBe('unchanged')
      await put(crm, 'account', item({ id, by: 'person', fields: { name: 'Acme Ltd' } }))
      expect((await put(crm, 'account', intent)).kind).toBe('unchanged')
      expect((await read(crm, 'account', id)).fields['name']).toBe('Acme Ltd')
    })

    test('is not used up by a conflict or an error', async () => {
      const { crm } = open()
      const id = await newAccount(crm)
      const intent = item({ id, actionId: newKey(), fields: { city: 'Oslo' } })
      expect((await put(crm, 'account', { ...intent, expectedVersion: 'old' })).kind).toBe('conflict')
      expect((await put(crm, 'account', { ...intent, id: 'gone' })).kind).toBe('error')
      expect((await put(crm, 'account', intent)).kind).toBe('updated')
    })
  })

  describe('when values were observed', () => {
    const by = (author: FieldMark['by'], at: string, name: string | null) =>
      item({ by: author, at, fields: { name } })

    test.each([
      ['a newer value by the same author replaces', by('vendor', wednesday, 'New'), 'New'],
      ['an older value by the same author is passed over', by('vendor', monday, 'Old'), 'Acme'],
      ['one of the same moment replaces', by('vendor', tuesday, 'Twin'), 'Twin'],
      ['an older one by another author replaces', by('person', monday, 'Said'), 'Said'],
      ['an older null clears nothing', by('vendor', monday, null), 'Acme'],
      ['moments are compared as moments', by('vendor', '2026-03-03T09:00:00Z', 'Same'), 'Same'],
      ['and not as texts', by('vendor', '2026-03-03T08:59:59.9999999Z', 'Before'), 'Acme'],
    ])('%s', async (_sentence, second, name) => {
      const { crm } = open()
      const key = newKey()
      const { ref } = written(await put(crm, 'account', { ...by('vendor', tuesday, 'Acme'), key }))
      const result = written(await put(crm, 'account', { ...second, key }))
      expect(result.kind).toBe(name === 'Acme' ? 'unchanged' : 'updated')
      const { fields, marks } = await read(crm, 'account', ref.id)
      expect(fields).toEqual({ name })
      const at = name === 'Acme' ? tuesday : new Date(second.at ?? '').toISOString()
      expect(marks).toEqual({ name: { at, by: name === 'Acme' ? 'vendor' : second.by } })
    })

    test('each field is judged alone', async () => {
      const { crm } = open()
      const key = newKey()
      await put(crm, 'account', item({ key, at: wednesday, fields: { name: 'Acme' } }))
      await put(crm, 'account', item({ key, at: monday, fields: { name: 'Old', city: 'Oslo' } }))
      const [record] = await crm.match('account', 'key', [key])
      expect(record?.fields).toEqual({ name: 'Acme', city: 'Oslo' })
      expect(record?.marks['city']).toEqual({ at: monday, by: 'import' })
    })

    test('a cleared field is not brought back by an older value', async () => {
      const { crm } = open()
      const key = newKey()
      await put(crm, 'account', item({ key, at: monday, fields: { city: 'Oslo' } }))
      await put(crm, 'account', item({ key, at: wednesday, fields: { city: null } }))
      expect((await put(crm, 'account', item({ key, at: tuesday, fields: { city: 'Rome' } }))).kind).toBe(
        'unchanged',
      )
    })

    test('a value that is there already keeps the mark of who brought it', async () => {
      const { crm } = open()
      const key = newKey()
      await put(crm, 'account', item({ key, at: monday, by: 'person', fields: { name: 'Acme' } }))
      await put(crm, 'account', item({ key, at: tuesday, by: 'agent', fields: { name: 'Acme' } }))
      const [record] = await crm.match('account', 'key', [key])
      expect(record?.marks).toEqual({ name: { at: monday, by: 'person' } })
    })

    test('nobody said when: now', async () => {
      const { crm, clock } = open()
      clock.now = wednesday
      const key = newKey()
      await put(crm, 'account', item({ key, fields: { name: 'Acme' } }))
      const [record] = await crm.match('account', 'key', [key])
      expect(record).toMatchObject({ createdAt: wednesday, updatedAt: wednesday })
      expect(record?.marks['name']?.at).toBe(wednesday)
    })
  })
}
