import { expect, test } from 'vitest'
import * as z from 'zod'
import { exportCrm } from '#orchestrator/export/export-crm.ts'
import type { Crm } from '#ports/crm.ts'
import { AccountId } from '#records/ids.ts'
import { item, monday, newAccount, note, put, written } from '../contract/crm-kit.ts'
import { fakeCrm } from '../fakes/crm.ts'

const Line = z.looseObject({ object: z.string(), key: z.string().nullable(), id: z.string() })
const clock = () => new Date(monday)
async function lines(crm: Crm): Promise<readonly string[]> {
  const all: string[] = []
  for await (const line of exportCrm(crm)) all.push(line)
  return all
}
const keysOf = (exported: readonly string[], object: string) =>
  exported.map((line) => Line.parse(JSON.parse(line))).filter((one) => one.object === object)

async function filled(keys: readonly string[]) {
  const crm = fakeCrm({ clock })
  for (const key of keys) {
    const { ref } = written(await put(crm, 'account', item({ key, fields: { z: 1, name: key } })))
    const accountId = AccountId.parse(ref.id)
    await put(crm, 'contact', item({ key: `${key}@example.com`, accountId }))
    await put(crm, 'deal', item({ key: `deal ${key}`, accountId }))
    await crm.addActivities([note(accountId, { actionId: key }), note(accountId, { key })])
  }
  return crm
}

test('accounts, contacts, deals, activities: each by key, then id, as canonical JSON', async () => {
  const crm = await filled(['b', 'a', 'Z', 'ä'])
  const exported = await lines(crm)
  const objects = exported.map((line) => Line.parse(JSON.parse(line)).object)
  expect([...new Set(objects)]).toEqual(['account', 'contact', 'deal', 'activity'])
  expect(keysOf(exported, 'account').map(({ key }) => key)).toEqual(['Z', 'a', 'b', 'ä'])
  const activities = keysOf(exported, 'activity')
  expect(activities.map(({ key }) => key)).toEqual([null, null, null, null, 'Z', 'a', 'b', 'ä'])
  const ours = activities.slice(0, 4).map(({ id }) => id)
  expect(ours).toEqual(ours.toSorted())
  expect(exported[0]).toMatch(/^\{"object":"account","createdAt":.*"fields":\{"name":"Z","z":1\}/)
})

test('two exports of an unchanged book are equal to the byte', async () => {
  const crm = await filled(['b', 'a', 'c'])
  const first = await lines(crm)
  await put(crm, 'account', item({ key: 'a', fields: { name: 'a' } }))
  expect(await lines(crm)).toEqual(first)
  await put(crm, 'account', item({ key: 'a', fields: { name: 'A' } }))
  expect(await lines(crm)).not.toEqual(first)
})

test('an empty book gives nothing', async () => {
  expect(await lines(fakeCrm({ clock }))).toEqual([])
})

test('a record that changes while its kind is scanned is not lost', async () => {
  const crm = await filled([])
  const keys = Array.from({ length: 2500 }, (_, n) => `k${n}`)
  for (let at = 0; at < keys.length; at += 500)
    await crm.upsert(
      'account',
      keys.slice(at, at + 500).map((key) => item({ key })),
    )
  const busy: Crm = {
    ...crm,
    async *scan(object, since) {
      for await (const page of crm.scan(object, since)) {
        yield page
        if (since === undefined && object === 'account')
          await put(crm, 'account', item({ key: 'k2400', fields: { seen: page.mark } }))
      }
    },
  }
  const exported = await lines(busy)
  expect(new Set(keysOf(exported, 'account').map(({ key }) => key))).toEqual(new Set(keys))
  expect(exported).toHaveLength(keys.length)
})

test('holds at most 500 records at a time', async () => {
  const crm = fakeCrm({ clock })
  await newAccount(crm)
  for (let n = 0; n < 3; n++)
    await crm.upsert(
      'contact',
      Array.from({ length: 400 }, (_, i) => item({ key: `${n}-${i}` })),
    )
  await lines(crm)
  const asked = crm.log.filter(({ method }) => method === 'get').map(({ asked: [, ids] }) => ids)
  expect(asked.map((ids) => z.array(z.string()).parse(ids).length)).toEqual([1, 500, 500, 200])
})
