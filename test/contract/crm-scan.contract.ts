import { describe, expect, test } from 'vitest'
import { item, newAccount, newContact, newDeal, newKey, note, put, scanned } from './crm-kit.ts'
import type { OpenCrm } from './crm-kit.ts'

export function scanContract(open: OpenCrm): void {
  describe('scan', () => {
    test('gives what changed after the mark, oldest change first, each record once, as it is now', async () => {
      const { crm } = open()
      const { mark } = await scanned(crm, 'account')
      const [one, two, three] = [await newAccount(crm), await newAccount(crm), await newAccount(crm)]
      await put(crm, 'account', item({ id: one, fields: { city: 'Oslo' } }))
      const { ids, records } = await scanned(crm, 'account', mark)
      expect(ids).toEqual([two, three, one])
      expect(records).toEqual(await crm.get('account', ids))
    })

    test('gives nothing when nothing changed, neither after an unchanged write nor after one of another kind', async () => {
      const { crm } = open()
      const id = await newAccount(crm)
      const { mark } = await scanned(crm, 'account')
      await put(crm, 'account', item({ id, fields: { name: 'Acme' } }))
      await newContact(crm, id)
      const again = await scanned(crm, 'account', mark)
      expect(again.ids).toEqual([])
      expect((await scanned(crm, 'account', again.mark)).ids).toEqual([])
    })

    test('serves contacts, deals and activities, too', async () => {
      const { crm } = open()
      const accountId = await newAccount(crm)
      const contacts = (await scanned(crm, 'contact')).mark
      const deals = (await scanned(crm, 'deal')).mark
      const activities = (await scanned(crm, 'activity')).mark
      const contact = await newContact(crm, accountId)
      const deal = await newDeal(crm, accountId)
      await crm.addActivities([note(accountId, { key: newKey() })])
      expect((await scanned(crm, 'contact', contacts)).ids).toEqual([contact])
      expect((await scanned(crm, 'deal', deals)).ids).toEqual([deal])
      const [activity] = (await scanned(crm, 'activity', activities)).records
      expect(activity).toMatchObject({ accountId, subject: 'Seen' })
    })

    test('over many pages misses nothing; every page’s mark is a place to go on from', async () => {
      const { crm } = open()
      const accountId = await newAccount(crm)
      const before = (await scanned(crm, 'contact')).mark
      const items = Array.from({ length: 10_050 }, () => item({ key: newKey(), accountId }))
      for (let at = 0; at < items.length; at += crm.caps.maxBatch)
        await crm.upsert('contact', items.slice(at, at + crm.caps.maxBatch))
      const given: (string | null)[] = []
      const places: { readonly mark: string; readonly count: number }[] = []
      for await (const page of crm.scan('contact', before)) {
        given.push(...page.records.map(({ key }) => key))
        places.push({ mark: page.mark, count: given.length })
      }
      expect(given).toEqual(items.map(({ key }) => key))
      expect(places.length).toBeGreaterThan(1)
      for (const { mark, count } of [places[0], places.at(-1)].flatMap((place) => place ?? []))
        expect((await scanned(crm, 'contact', mark)).records.map(({ key }) => key)).toEqual(
          given.slice(count),
        )
      await whileScanning(open, before ?? '', items.length)
    })
  })
}

/** Changes behind and before the place where a scan stands: this scan and the next together tell all of them. */
async function whileScanning(open: OpenCrm, since: string, total: number): Promise<void> {
  const { crm } = open()
  const first = new Map<string, number>()
  const states = new Map<string, unknown>()
  let mark = since
  let early: string | undefined
  for await (const page of crm.scan('contact', since)) {
    for (const { id, fields } of page.records) {
      first.set(id, (first.get(id) ?? 0) + 1)
      states.set(id, fields['seen'])
    }
    mark = page.mark
    if (early !== undefined) continue
    early = String(page.records[0]?.id)
    await put(crm, 'contact', item({ id: early, fields: { seen: 'early' } }))
    const ends = await crm.match('contact', 'key', [`test:${lastKey(page.records[0]?.key, total)}`])
    await put(crm, 'contact', item({ id: String(ends[0]?.id), fields: { seen: 'late' } }))
  }
  expect([...first.values()].every((times) => times === 1)).toBe(true)
  for (const { id, fields } of (await scanned(crm, 'contact', mark)).records) states.set(id, fields['seen'])
  expect(states.size).toBe(total)
  expect([...states.values()].filter((seen) => seen !== undefined).toSorted()).toEqual(['early', 'late'])
}

const lastKey = (firstKey: string | null | undefined, total: number): number =>
  Number((firstKey ?? '').replace('test:', '')) + total - 1
