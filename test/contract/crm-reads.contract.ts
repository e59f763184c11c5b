import { describe, expect, test } from 'vitest'
import { AccountId, OwnerId } from '#records/ids.ts'
import { item, newAccount, newContact, newDeal, newKey, note, put, read } from './crm-kit.ts'
import type { OpenCrm } from './crm-kit.ts'

const day = (n: number): string => `2026-03-${String(n).padStart(2, '0')}T09:00:00.000Z`

export function readContract(open: OpenCrm): void {
  describe('get', () => {
    test('answers in the order asked and leaves out what does not exist', async () => {
      const { crm } = open()
      const ids = [await newAccount(crm), await newAccount(crm), await newAccount(crm)].toReversed()
      const found = await crm.get('account', [
        ids[0] ?? '',
        'acc_nowhere',
        'a\u0000b',
        ids[1] ?? '',
        ids[2] ?? '',
      ])
      expect(found.map(({ id }) => id)).toEqual(ids)
      expect(await crm.get('account', [])).toEqual([])
    })

    test('is fresh', async () => {
      const { crm } = open()
      const id = await newAccount(crm)
      await put(crm, 'account', item({ id, fields: { name: 'Acme Ltd' } }))
      expect((await read(crm, 'account', id)).fields['name']).toBe('Acme Ltd')
    })
  })

  describe('dossier', () => {
    test('holds the account and its own contacts and deals, by id', async () => {
      const { crm } = open()
      const [id, other] = [await newAccount(crm), await newAccount(crm)]
      const contacts = [await newContact(crm, id), await newContact(crm, id), await newContact(crm, id)]
      const deals = [await newDeal(crm, id), await newDeal(crm, id)]
      await newContact(crm, other)
      expect(await crm.dossier(id)).toEqual({
        account: await read(crm, 'account', id),
        contacts: await crm.get('contact', contacts.toSorted()),
        deals: await crm.get('deal', deals.toSorted()),
      })
    })

    test('of nobody is undefined', async () => {
      expect(await open().crm.dossier(AccountId.parse('acc_nowhere'))).toBeUndefined()
    })
  })

  describe('timeline', () => {
    test('has the newest activities first, ties by id, those ahead included', async () => {
      const { crm, clock } = open()
      clock.now = day(10)
      const id = await newAccount(crm)
      const days = [3, 20, 1, 3, 9, 3]
      await crm.addActivities(days.map((n) => note(id, { key: newKey(), at: day(n) })))
      const { activities, asOf } = await crm.timeline(id, 10)
      expect(activities.map(({ at }) => at)).toEqual([20, 9, 3, 3, 3, 1].map(day))
      const ties = activities.slice(2, 5).map((activity) => String(activity.id))
      expect(ties).toEqual(ties.toSorted())
      expect(asOf).toBe(day(10))
      expect((await crm.timeline(id, 2)).activities).toEqual(activities.slice(0, 2))
    })

    test('is that of one account', async () => {
      const { crm } = open()
      const [id, other] = [await newAccount(crm), await newAccount(crm)]
      await crm.addActivities([note(other, { key: newKey() })])
      expect((await crm.timeline(id, 10)).activities).toEqual([])
    })
  })

  describe('match', () => {
    test('finds accounts by key, domain or name, contacts by address or key, the rest by key', async () => {
      const { crm } = open()
      const key = newKey()
      const tag = key.replace(':', '')
      const id = await newAccount(crm, { name: `ÅCME ${tag}`, domain: `Shop.${tag}.example` })
      const twin = await newAccount(crm, { name: `Åcme ${tag}` })
      const contact = await newContact(crm, id, { email: `Ada.${tag}@Example.com`, name: 'Ada' })
      const deal = await newDeal(crm, id)
      const [activity] = await crm.addActivities([note(id, { key })])
      const found = async (...[object, by, value]: Parameters<typeof match>) =>
        (await match(object, by, value)).map((record) => String(record.id)).toSorted()
      const match = (
        object: 'account' | 'contact' | 'deal' | 'activity',
        by: 'key' | 'domain' | 'name' | 'email',
        value: string,
      ) => crm.match(object, by, [value, 'nobody at all'])
      const keyOf = async (object: 'account' | 'contact' | 'deal', one: string) =>
        (await read(crm, object, one)).key ?? ''
      expect(await found('account', 'key', await keyOf('account', id))).toEqual([id])
      expect(await found('account', 'domain', `shop.${tag}.example`)).toEqual([id])
      expect(await found('account', 'domain', `${tag}.example`)).toEqual([])
      expect(await found('account', 'name', `åcme ${tag}`)).toEqual([id, twin].toSorted())
      expect(await found('contact', 'email', `ada.${tag}@example.com`)).toEqual([contact])
      expect(await found('contact', 'key', await keyOf('contact', contact))).toEqual([contact])
      expect(await found('deal', 'key', await keyOf('deal', deal))).toEqual([deal])
      expect(await found('activity', 'key', key)).toEqual([
        activity && 'ref' in activity ? activity.ref.id : '',
      ])
    })

    test('follows a value that changed', async () => {
      const { crm } = open()
      const tag = newKey()
      const id = await newAccount(crm, { name: `Old ${tag}`, domain: `${tag}.example` })
      await put(crm, 'account', item({ id, fields: { name: `New ${tag}`, domain: null } }))
      expect(await crm.match('account', 'name', [`old ${tag}`])).toEqual([])
      expect(await crm.match('account', 'domain', [`${tag}.example`])).toEqual([])
      expect(await crm.match('account', 'name', [`new ${tag}`])).toHaveLength(1)
    })

    test('asked for nothing, it finds nothing; asked twice for one, it finds it once', async () => {
      const { crm } = open()
      const key = newKey()
      await put(crm, 'account', item({ key, fields: { name: '' } }))
      expect(await crm.match('account', 'name', [''])).toEqual([])
      expect(await crm.match('account', 'key', [])).toEqual([])
      expect(await crm.match('account', 'key', [key, key, 'a\u0000b'])).toHaveLength(1)
    })
  })

  test('owners and stages are put by id: the last word counts, the others stay', async () => {
    const { crm } = open()
    const rep = (id: string, name: string) => {
      const ownerId = OwnerId.parse(id)
      return { id: ownerId, name, email: `${id}@ours.example`, active: true, delegateId: null }
    }
    const [ada, bob] = [rep('rep_a', 'Ada'), rep('rep_b', 'Bob')]
    const gone = { ...bob, active: false, delegateId: ada.id }
    await crm.putOwners([ada, bob])
    await crm.putOwners([gone])
    await crm.putOwners([gone])
    expect(await crm.owners()).toEqual([ada, gone])
    const stage = { id: 'pilot', label: 'Pilot', order: 90, kind: 'open' } as const
    await crm.putDealStages([stage, { id: 'lost-late', label: 'Lost', order: 91, kind: 'lost' }])
    await crm.putDealStages([{ ...stage, order: 92 }])
    const stages = (await crm.dealStages()).filter(({ order }) => order >= 90)
    expect(stages.map(({ id }) => id)).toEqual(['lost-late', 'pilot'])
  })
}
