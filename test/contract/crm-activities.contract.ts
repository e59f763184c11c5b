import { describe, expect, test } from 'vitest'
import type { ActivityItem, Crm } from '#ports/crm.ts'
import { AccountId, ContactId, DealId, OwnerId } from '#records/ids.ts'
import {
  kinds,
  monday,
  newAccount,
  newContact,
  newDeal,
  newKey,
  note,
  read,
  tuesday,
  written,
} from './crm-kit.ts'
import type { OpenCrm } from './crm-kit.ts'

async function add(crm: Crm, one: ActivityItem) {
  const [result] = await crm.addActivities([one])
  if (result === undefined) throw new Error('expected a result')
  return result
}

export function activityContract(open: OpenCrm): void {
  describe('activities', () => {
    test('one with all its parts comes back as it was given', async () => {
      const { crm } = open()
      const accountId = await newAccount(crm)
      const contactId = await newContact(crm, accountId)
      const dealId = await newDeal(crm, accountId)
      const one = note(accountId, {
        key: newKey(),
        contactId,
        dealId,
        ownerId: OwnerId.parse('rep_1'),
        type: 'task',
        at: '2026-03-02T09:00:00Z',
        dueOn: '2026-04-01',
        done: false,
        body: 'Zoë says:\n“ok” 🙂',
      })
      const { ref, version } = written(await add(crm, one))
      expect(await read(crm, 'activity', ref.id)).toEqual({ ...one, at: monday, id: ref.id, version })
    })

    test('what was left out is null', async () => {
      const { crm } = open()
      const { ref } = written(await add(crm, note(await newAccount(crm), { actionId: newKey() })))
      const nothing = { key: null, contactId: null, dealId: null, ownerId: null, dueOn: null, done: null }
      expect(await read(crm, 'activity', ref.id)).toMatchObject(nothing)
    })

    test('a repeated actionId is unchanged, whatever the words; the first wording stands', async () => {
      const { crm } = open()
      const accountId = await newAccount(crm)
      const intent = note(accountId, { actionId: newKey() })
      const first = written(await add(crm, intent))
      expect(first.kind).toBe('created')
      const again = await add(crm, { ...intent, subject: 'Other', body: 'Reworded.', at: tuesday })
      expect(again).toEqual({ ...first, kind: 'unchanged', before: {}, after: {} })
      expect(await read(crm, 'activity', first.ref.id)).toMatchObject({ subject: 'Seen', at: monday })
      expect((await crm.timeline(accountId, 10)).activities).toHaveLength(1)
    })

    test('a repeated key with the same content is unchanged, with other content updated', async () => {
      const { crm } = open()
      const one = note(await newAccount(crm), { key: newKey(), done: false })
      const first = written(await add(crm, one))
      expect(await add(crm, one)).toEqual({ ...first, kind: 'unchanged', before: {}, after: {} })
      const second = written(await add(crm, { ...one, body: 'They hired.', done: true }))
      expect(second).toMatchObject({
        kind: 'updated',
        ref: first.ref,
        before: { body: 'They are hiring.', done: false },
        after: { body: 'They hired.', done: true },
      })
      expect(Object.keys(second.before).toSorted()).toEqual(['body', 'done'])
      expect(second.version).not.toBe(first.version)
      expect((await read(crm, 'activity', first.ref.id)).body).toBe('They hired.')
    })

    test('both hold within a batch', async () => {
      const { crm } = open()
      const accountId = await newAccount(crm)
      const [actionId, key] = [newKey(), newKey()]
      const results = await crm.addActivities([
        note(accountId, { actionId }),
        note(accountId, { actionId, body: 'Reworded.' }),
        note(accountId, { key }),
        note(accountId, { key }),
        note(accountId, { key, body: 'Changed.' }),
      ])
      expect(kinds(results)).toEqual(['created', 'unchanged', 'created', 'unchanged', 'updated'])
      const { activities } = await crm.timeline(accountId, 10)
      expect(activities.map(({ body }) => body).toSorted()).toEqual(['Changed.', 'They are hiring.'])
    })

    test('an intent and a source may use the same word for different things', async () => {
      const { crm } = open()
      const accountId = await newAccount(crm)
      const word = newKey()
      const results = await crm.addActivities([
        note(accountId, { actionId: word }),
        note(accountId, { key: word }),
      ])
      expect(kinds(results)).toEqual(['created', 'created'])
      expect((await crm.timeline(accountId, 10)).activities).toHaveLength(2)
    })

    test('one with both is found by either', async () => {
      const { crm } = open()
      const accountId = await newAccount(crm)
      const [actionId, key] = [newKey(), newKey()]
      const { ref } = written(await add(crm, note(accountId, { actionId, key })))
      expect(await add(crm, note(accountId, { key, body: 'Changed.' }))).toMatchObject({
        kind: 'updated',
        ref,
      })
      expect(await add(crm, note(accountId, { actionId }))).toMatchObject({ kind: 'unchanged', ref })
      expect((await read(crm, 'activity', ref.id)).body).toBe('Changed.')
    })

    test('bad ones are errors, each alone, and use up no intent', async () => {
      const { crm } = open()
      const accountId = await newAccount(crm)
      const actionId = newKey()
      const results = await crm.addActivities([
        note(AccountId.parse('acc_nowhere'), { actionId }),
        note(accountId, {}),
        note(accountId, { key: newKey(), contactId: ContactId.parse('con_nowhere') }),
        note(accountId, { key: newKey(), dealId: DealId.parse('dea_nowhere') }),
        note(accountId, { key: newKey(), at: 'yesterday' }),
        note(accountId, { actionId }),
      ])
      expect(kinds(results)).toEqual(['error', 'error', 'error', 'error', 'error', 'created'])
    })

    test('a value that cannot be stored spoils no other item', async () => {
      const { crm } = open()
      const accountId = await newAccount(crm)
      const results = await crm.addActivities([
        note(accountId, { key: newKey(), body: 'a\u0000b' }),
        note(accountId, { key: newKey() }),
      ])
      expect(results[1]?.kind).toBe('created')
    })
  })
}
