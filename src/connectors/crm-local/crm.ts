import type { Pool } from 'pg'
import type { Clock } from '#base/clock.ts'
import type { ActivityItem, ArchiveItem, Crm, UpsertItem, WriteResult } from '#ports/crm.ts'
import type { CrmSetup } from '#ports/crm-setup.ts'
import type { CrmObject } from '#records/ref.ts'
import { addBatch } from './activities.ts'
import { archiveBatch } from './archive.ts'
import { oneByOne } from './bad-values.ts'
import { owners } from './owners.ts'
import { reading } from './reading.ts'
import { system } from './rows.ts'
import { together } from './together.ts'
import { upsertBatch } from './upsert.ts'
import { reader, writing } from './writing.ts'

/** Records per call. Larger batches are refused: one transaction must stay short. */
const maxBatch = 500

function withinBatch(items: readonly unknown[]): void {
  if (items.length > maxBatch) throw new Error(`a batch of ${items.length}, at most ${maxBatch} are taken`)
}

/** The CRM Daybook brings along, in the schema `crm` of any Postgres. `pool` acts as the role daybook_crm. */
export function crmLocal({ pool, clock }: { readonly pool: Pool; readonly clock: Clock }): Crm & CrmSetup {
  const ask = reader(pool)
  const upserts = (object: 'account' | 'contact' | 'deal') =>
    together<UpsertItem, WriteResult>((items) => {
      const now = clock().toISOString()
      return oneByOne(items, (part) =>
        writing(pool, (inside, versions) => upsertBatch(inside, part, { object, now, versions })),
      )
    }, maxBatch)
  const upsert = { account: upserts('account'), contact: upserts('contact'), deal: upserts('deal') }
  const addActivities = together<ActivityItem, WriteResult>(
    (items) =>
      oneByOne(items, (part) => writing(pool, (inside, versions) => addBatch(inside, part, versions))),
    maxBatch,
  )
  return {
    system,
    caps: { optimistic: 'native', maxBatch, feed: 'poll' },
    ...reading(ask, clock),
    ...owners(ask),
    async upsert(object, items) {
      withinBatch(items)
      return upsert[object](items)
    },
    async addActivities(items) {
      withinBatch(items)
      return addActivities(items)
    },
    async archive(object: CrmObject, items: readonly ArchiveItem[]) {
      withinBatch(items)
      const now = clock().toISOString()
      return writing(pool, (inside, versions) => archiveBatch(inside, items, { object, now, versions }))
    },
  }
}
