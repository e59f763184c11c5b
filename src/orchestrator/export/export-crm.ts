import { canonicalJson } from '#base/canonical.ts'
import type { Crm } from '#ports/crm.ts'
import type { CrmObject } from '#records/ref.ts'

const objects = ['account', 'contact', 'deal', 'activity'] as const
/** Records held at a time. */
const chunk = 500

interface Place {
  readonly id: string
  readonly key: string
}

// By code unit, so that every machine writes the same order. Records without a key of a source come first.
const inOrder = (a: Place, b: Place): number =>
  a.key === b.key ? (a.id < b.id ? -1 : 1) : a.key < b.key ? -1 : 1

/** Names and keys of all there is. A record that changes during a scan comes in the next one, so it scans until no new one appears. */
async function placesOf(crm: Pick<Crm, 'scan'>, object: CrmObject): Promise<readonly Place[]> {
  const found = new Map<string, string>()
  let since: string | undefined
  for (let before = -1; before < found.size;) {
    before = found.size
    for await (const page of crm.scan(object, since)) {
      for (const { id, key } of page.records) found.set(id, key ?? '')
      since = page.mark
    }
  }
  return [...found].map(([id, key]) => ({ id, key })).toSorted(inOrder)
}

/**
 * The whole CRM as JSON lines without line ends: accounts, contacts, deals, activities, each by key, then id. An unchanged
 * book gives the same bytes. Memory holds the ids and keys of one kind of record and 500 records. Throws what the CRM throws.
 */
export async function* exportCrm(crm: Pick<Crm, 'scan' | 'get'>): AsyncGenerator<string, void> {
  for (const object of objects) {
    const places = await placesOf(crm, object)
    for (let at = 0; at < places.length; at += chunk) {
      const ids = places.slice(at, at + chunk).map(({ id }) => id)
      for (const record of await crm.get(object, ids))
        yield `{"object":"${object}",${canonicalJson(record).slice(1)}`
    }
  }
}
