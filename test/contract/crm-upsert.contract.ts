import { describe, expect, test } from 'vitest'
import { AccountId, OwnerId } from '#records/ids.ts'
import { item, kinds, monday, newAccount, newContact, newKey, put, read, written } from './crm-kit.ts'
import type { OpenCrm } from './crm-kit.ts'

const nowhere = AccountId.parse('acc_nowhere')

/** Which record an item means, and what becomes of each item of a batch. */
export function upsertContract(open: OpenCrm): void {
  describe.each(['account', 'contact', 'deal'] as const)('upsert %s', (object) => {
    test('a key nobody has creates a record; asked again nothing changes, not even its version', async () => {
      const { crm } = open()
      const one = item({ key: newKey(), fields: { name: 'Acme', size: 12, tags: ['a', { b: null }] } })
      const first = written(await put(crm, object, one))
      expect(first).toMatchObject({ kind: 'created', before: {}, after: one.fields })
      expect(first.ref).toMatchObject({ system: crm.system, object })
      const again = written(await put(crm, object, one))
      expect(again).toEqual({ ...first, kind: 'unchanged', before: {}, after: {} })
      expect(await read(crm, object, first.ref.id)).toMatchObject({
        id: first.ref.id,
        key: one.key,
        version: first.version,
        fields: one.fields,
        ownerId: null,
      })
    })

    test('a new record needs a key', async () => {
      expect((await put(open().crm, object, item({ fields: { name: 'Acme' } }))).kind).toBe('error')
    })

    test('an id nobody has is looked for by key, and without a key it is an error', async () => {
      const { crm } = open()
      const key = newKey()
      const { ref } = written(await put(crm, object, item({ key, fields: { name: 'Acme' } })))
      const found = await put(crm, object, item({ id: 'gone', key, fields: { name: 'Acme Ltd' } }))
      expect(found).toMatchObject({ kind: 'updated', ref })
      expect((await put(crm, object, item({ id: 'gone', fields: { name: 'X' } }))).kind).toBe('error')
    })

    test('fields are merged: a null clears, an absent name is left alone; told are the touched ones', async () => {
      const { crm } = open()
      const fields = { name: 'Acme', city: 'Oslo', size: 3 }
      const { ref, version } = written(await put(crm, object, item({ key: newKey(), fields })))
      const result = written(
        await put(
          crm,
          object,
          item({ id: ref.id, fields: { name: 'Acme', city: null, size: 4, seen: 'x' } }),
        ),
      )
      expect(result).toMatchObject({
        kind: 'updated',
        before: { city: 'Oslo', size: 3, seen: null },
        after: { city: null, size: 4, seen: 'x' },
      })
      expect(Object.keys(result.before).toSorted()).toEqual(['city', 'seen', 'size'])
      expect(result.version).not.toBe(version)
      expect((await read(crm, object, ref.id)).fields).toEqual({ name: 'Acme', size: 4, seen: 'x' })
    })

    test('clearing what is not there changes nothing', async () => {
      const { crm } = open()
      const { ref } = written(await put(crm, object, item({ key: newKey(), fields: { name: 'Acme' } })))
      expect((await put(crm, object, item({ id: ref.id, fields: { city: null } }))).kind).toBe('unchanged')
    })
  })

  test('names that mean something to JavaScript are names like any other', async () => {
    const { crm } = open()
    const key = newKey()
    const id = written(await put(crm, 'account', item({ key }))).ref.id
    const fields = { constructor: 'Ada', toString: 'x', hasOwnProperty: 1 }
    const result = written(await put(crm, 'account', item({ id, fields })))
    expect(result.before).toEqual({ constructor: null, toString: null, hasOwnProperty: null })
    expect((await put(crm, 'account', item({ id, fields }))).kind).toBe('unchanged')
    expect((await read(crm, 'account', id)).fields).toEqual(fields)
  })

  test('items succeed or fail one by one, answered in the order asked', async () => {
    const { crm } = open()
    const accountId = await newAccount(crm)
    const taken = await newContact(crm, accountId)
    const [first, last] = [newKey(), newKey()]
    const results = await crm.upsert('contact', [
      item({ key: first, accountId, fields: { name: 'Ada' } }),
      item({ fields: { name: 'without a key' } }),
      item({ key: newKey(), accountId: nowhere }),
      item({ id: taken, expectedVersion: 'long gone', fields: { name: 'Eve' } }),
      item({ key: newKey(), at: 'yesterday', fields: { name: 'Bob' } }),
      item({ key: last, accountId, fields: { name: 'Zoe' } }),
    ])
    expect(kinds(results)).toEqual(['created', 'error', 'error', 'conflict', 'error', 'created'])
    const made = await crm.match('contact', 'key', [first, last])
    expect(made.map(({ fields }) => fields['name']).toSorted()).toEqual(['Ada', 'Zoe'])
    expect((await read(crm, 'contact', taken)).fields).toEqual({})
  })

  test('a value that cannot be stored spoils no other item', async () => {
    const { crm } = open()
    const key = newKey()
    const results = await crm.upsert('account', [
      item({ key: newKey(), fields: { name: 'a\u0000b' } }),
      item({ key: newKey(), fields: { name: 'half a \ud83d pair' } }),
      item({ key: newKey().padEnd(5000, 'x'), fields: { name: 'with a long key' } }),
      item({ key, fields: { name: 'sound' } }),
    ])
    expect(results).toHaveLength(4)
    expect(results[3]?.kind).toBe('created')
    expect(await crm.match('account', 'key', [key])).toHaveLength(1)
  })

  test('an unknown account is an error and creates nothing', async () => {
    const { crm } = open()
    const key = newKey()
    expect((await put(crm, 'deal', item({ key, accountId: nowhere }))).kind).toBe('error')
    expect(await crm.match('deal', 'key', [key])).toEqual([])
  })

  test('a key that belongs to another record than the id is an error and changes neither', async () => {
    const { crm } = open()
    const [one, two] = [await newAccount(crm), await newAccount(crm)]
    const before = await crm.get('account', [one, two])
    const key = before[1]?.key ?? ''
    expect((await put(crm, 'account', item({ id: one, key, fields: { name: 'Both' } }))).kind).toBe('error')
    expect(await crm.get('account', [one, two])).toEqual(before)
  })

  test('expectedVersion refuses when the record moved on, tells the version it has, and writes nothing', async () => {
    const { crm } = open()
    const id = await newAccount(crm)
    const { version: old } = await read(crm, 'account', id)
    const { version } = written(
      await put(crm, 'account', item({ id, expectedVersion: old, fields: { a: 1 } })),
    )
    expect(await put(crm, 'account', item({ id, expectedVersion: old, fields: { a: 2 } }))).toEqual({
      kind: 'conflict',
      ref: { system: crm.system, object: 'account', id },
      version,
    })
    expect((await read(crm, 'account', id)).fields).toEqual({ name: 'Acme', a: 1 })
  })

  test('two items for one record in a batch: the second finds what the first left', async () => {
    const { crm } = open()
    const key = newKey()
    const results = await crm.upsert('account', [
      item({ key, fields: { name: 'Acme', city: 'Oslo' } }),
      item({ key, fields: { city: 'Bergen' } }),
      item({ key, fields: { city: 'Bergen' } }),
    ])
    expect(kinds(results)).toEqual(['created', 'updated', 'unchanged'])
    expect(written(results[1]).before).toEqual({ city: 'Oslo' })
    const record = await read(crm, 'account', written(results[0]).ref.id)
    expect(record.fields).toEqual({ name: 'Acme', city: 'Bergen' })
    expect(record.version).toBe(written(results[2]).version)
    const id = record.id
    const expecting = item({ id, expectedVersion: record.version, fields: { city: 'Rome' } })
    expect(kinds(await crm.upsert('account', [expecting, expecting]))).toEqual(['updated', 'conflict'])
  })

  test('owner and account are set, kept when absent; a null owner is taken away', async () => {
    const { crm } = open()
    const [one, two] = [await newAccount(crm), await newAccount(crm)]
    const ownerId = OwnerId.parse('rep_7')
    const { ref } = written(await put(crm, 'contact', item({ key: newKey(), accountId: one, ownerId })))
    await put(crm, 'contact', item({ id: ref.id, fields: { name: 'Ada' } }))
    expect(await read(crm, 'contact', ref.id)).toMatchObject({ accountId: one, ownerId })
    const moved = await put(crm, 'contact', item({ id: ref.id, accountId: two, ownerId: null }))
    expect(moved.kind).toBe('updated')
    expect(await read(crm, 'contact', ref.id)).toMatchObject({ accountId: two, ownerId: null })
  })

  test('a creation day the source knows is kept', async () => {
    const { crm } = open()
    const one = item({ key: newKey(), createdAt: '2019-05-01T00:00:00Z', at: monday })
    const { ref } = written(await put(crm, 'account', one))
    await put(crm, 'account', { ...one, createdAt: monday, fields: { name: 'Acme' } })
    expect((await read(crm, 'account', ref.id)).createdAt).toBe('2019-05-01T00:00:00.000Z')
  })

  test('a batch over caps.maxBatch is not taken, not even in part', async () => {
    const { crm } = open()
    const items = Array.from({ length: crm.caps.maxBatch + 1 }, () => item({ key: newKey() }))
    await expect(crm.upsert('account', items)).rejects.toThrow(String(crm.caps.maxBatch))
    expect(await crm.match('account', 'key', [items[0]?.key ?? ''])).toEqual([])
    expect(await crm.upsert('account', [])).toEqual([])
  })
}
