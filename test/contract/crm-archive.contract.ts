import { describe, expect, test } from 'vitest'
import type { Crm } from '#ports/crm.ts'
import type { CrmObject } from '#records/ref.ts'
import { item, kinds, newAccount, newContact, newKey, note, put, read, scanned, written } from './crm-kit.ts'
import type { OpenCrm } from './crm-kit.ts'

/** Archives a record as it is now. */
async function archive(crm: Crm, object: CrmObject, id: string, version?: string) {
  const expectedVersion = version ?? (await read(crm, object, id)).version
  const [result] = await crm.archive(object, [{ id, expectedVersion }])
  if (result === undefined) throw new Error('expected a result')
  return result
}

export function archiveContract(open: OpenCrm): void {
  describe('archiving', () => {
    test('an activity is gone from every read, and nothing else', async () => {
      const { crm } = open()
      const accountId = await newAccount(crm)
      const [first, second] = await crm.addActivities([
        note(accountId, { actionId: newKey() }),
        note(accountId, { actionId: newKey() }),
      ])
      const { id } = written(first).ref
      const { mark } = await scanned(crm, 'activity')
      expect(await archive(crm, 'activity', id)).toMatchObject({ kind: 'updated', before: {}, after: {} })
      expect(await crm.get('activity', [id])).toEqual([])
      const left = (await crm.timeline(accountId, 10)).activities.map((one) => String(one.id))
      expect(left).toEqual([written(second).ref.id])
      expect((await scanned(crm, 'activity', mark)).ids).not.toContain(id)
    })

    test('a contact is gone from its account, from match and from get', async () => {
      const { crm } = open()
      const accountId = await newAccount(crm)
      const email = `${newKey()}@acme.example`
      const id = await newContact(crm, accountId, { email })
      await archive(crm, 'contact', id)
      expect((await crm.dossier(accountId))?.contacts).toEqual([])
      expect(await crm.match('contact', 'email', [email])).toEqual([])
      expect(await crm.get('contact', [id])).toEqual([])
      const [said] = await crm.addActivities([note(accountId, { actionId: newKey(), contactId: id })])
      expect(said?.kind).toBe('error')
    })

    test('an account has no dossier any more', async () => {
      const { crm } = open()
      const id = await newAccount(crm)
      await archive(crm, 'account', id)
      expect(await crm.dossier(id)).toBeUndefined()
      expect(await put(crm, 'account', item({ id, fields: { city: 'Oslo' } }))).toMatchObject({
        kind: 'error',
      })
    })

    test('one that moved on is a conflict and stays', async () => {
      const { crm } = open()
      const id = await newAccount(crm)
      const { version } = await read(crm, 'account', id)
      await put(crm, 'account', item({ id, by: 'person', fields: { city: 'Oslo' } }))
      const said = await archive(crm, 'account', id, version)
      expect(said).toMatchObject({ kind: 'conflict', version: (await read(crm, 'account', id)).version })
    })

    test('a second time, and one that never was, change nothing', async () => {
      const { crm } = open()
      const id = await newAccount(crm)
      const { version } = await read(crm, 'account', id)
      const results = await crm.archive('account', [
        { id, expectedVersion: version },
        { id, expectedVersion: version },
        { id: 'nowhere', expectedVersion: '1' },
      ])
      expect(kinds(results)).toEqual(['updated', 'unchanged', 'unchanged'])
      expect((await archive(crm, 'account', id, version)).kind).toBe('unchanged')
    })

    test('a repeated intent does not bring it back', async () => {
      const { crm } = open()
      const accountId = await newAccount(crm)
      const intent = note(accountId, { actionId: newKey() })
      const { id } = written((await crm.addActivities([intent]))[0]).ref
      await archive(crm, 'activity', id)
      expect((await crm.addActivities([intent]))[0]?.kind).toBe('unchanged')
      expect((await crm.timeline(accountId, 10)).activities).toEqual([])
    })

    test('its key is free: what comes under it is new and holds nothing of the old', async () => {
      const { crm } = open()
      const key = newKey()
      const { ref } = written(
        await put(crm, 'account', item({ key, fields: { name: 'Acme', city: 'Oslo' } })),
      )
      await archive(crm, 'account', ref.id)
      const again = written(await put(crm, 'account', item({ key, fields: { name: 'Acme' } })))
      expect(again.kind).toBe('created')
      expect(await crm.match('account', 'key', [key])).toMatchObject([{ fields: { name: 'Acme' } }])
      const accountId = await newAccount(crm)
      const one = note(accountId, { key: newKey() })
      const added = written((await crm.addActivities([one]))[0])
      await archive(crm, 'activity', added.ref.id)
      expect((await crm.addActivities([one]))[0]?.kind).toBe('created')
      expect((await crm.timeline(accountId, 10)).activities).toHaveLength(1)
    })
  })
}
