import { Fault } from '#base/fault.ts'
import type { ActivityItem, Crm, UpsertItem, WriteResult } from '#ports/crm.ts'

/** The ids of what was written, in the order given. The generator makes no bad record: a refusal ends the loading. */
function idsOf(results: readonly WriteResult[], keys: readonly (string | undefined)[]): readonly string[] {
  return results.map((result, at) => {
    if (result.kind === 'created' || result.kind === 'updated' || result.kind === 'unchanged')
      return result.ref.id
    const said = result.kind === 'error' ? result.message : 'the record moved on meanwhile'
    throw new Fault(
      'nonsense',
      `the CRM did not take the sample record ${keys[at] ?? ''}: ${said}`,
      'make the sample book in a new folder: daybook demo DIR',
    )
  })
}

async function inBatches<T extends { readonly key?: string }>(
  crm: Crm,
  items: readonly T[],
  write: (batch: readonly T[]) => Promise<readonly WriteResult[]>,
): Promise<readonly string[]> {
  const ids: string[] = []
  for (let from = 0; from < items.length; from += crm.caps.maxBatch) {
    const batch = items.slice(from, from + crm.caps.maxBatch)
    const results = await write(batch)
    ids.push(
      ...idsOf(
        results,
        batch.map(({ key }) => key),
      ),
    )
  }
  return ids
}

/** Writes records in batches of what the CRM takes; their ids in the order given. Idempotent by key. */
export const upsertAll = (
  crm: Crm,
  object: 'account' | 'contact' | 'deal',
  items: readonly UpsertItem[],
): Promise<readonly string[]> => inBatches(crm, items, (batch) => crm.upsert(object, batch))

/** The same for activities. */
export const addAll = (crm: Crm, items: readonly ActivityItem[]): Promise<readonly string[]> =>
  inBatches(crm, items, (batch) => crm.addActivities(batch))
