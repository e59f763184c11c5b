import type { Account } from '#records/account.ts'
import type { Activity } from '#records/activity.ts'
import type { Contact } from '#records/contact.ts'
import type { Deal } from '#records/deal.ts'
import type { Dossier, Timeline } from '#records/dossier.ts'
import type { FieldMark, Fields } from '#records/fields.ts'
import type { AccountId, ContactId, DealId, OwnerId } from '#records/ids.ts'
import type { Owner } from '#records/owner.ts'
import type { CrmObject, Ref } from '#records/ref.ts'
import type { DealStage } from '#records/stage.ts'
import type { Instant, LocalDate } from '#records/time.ts'

export interface CrmRecords {
  readonly account: Account
  readonly contact: Contact
  readonly deal: Deal
  readonly activity: Activity
}

/** A page of a scan. Hand `mark` to the next scan as `since`: nothing changed in between is missed. */
export interface ScanPage<K extends CrmObject> {
  readonly records: readonly CrmRecords[K][]
  readonly mark: string
}

/**
 * One record to create or change. It is found by `id`, else by `key`, else created (needs `key`). `fields` are merged:
 * a null clears, an absent name is left alone. `expectedVersion` refuses (`conflict`) if the record moved on.
 */
export interface UpsertItem {
  readonly id?: string
  readonly key?: string
  readonly accountId?: AccountId
  readonly ownerId?: OwnerId | null
  readonly fields: Fields
  readonly expectedVersion?: string
  /** Names the intent, independent of run and wording, once per kind of record. A repeated actionId is answered `unchanged`. */
  readonly actionId?: string
  readonly by: FieldMark['by']
  /** When the values were observed; kept per field in `marks`. Default: now. An older value never replaces a newer one by the same kind of author; a value that is there already keeps its mark. */
  readonly at?: Instant
  /** Creation day of the record, if the source knows it (imports). */
  readonly createdAt?: Instant
}

/** An activity to add. Idempotent by `actionId` (our effects) or `key` (imports: the source's own id). */
export interface ActivityItem {
  readonly actionId?: string
  readonly key?: string
  readonly accountId: AccountId
  readonly contactId?: ContactId
  readonly dealId?: DealId
  readonly ownerId?: OwnerId
  readonly type: Activity['type']
  readonly direction: Activity['direction']
  readonly author: Activity['author']
  readonly at: Instant
  readonly subject: string
  readonly body: string
  readonly dueOn?: LocalDate
  readonly done?: boolean
}

/** A record to archive. `expectedVersion` refuses (`conflict`) if it moved on. */
export interface ArchiveItem {
  readonly id: string
  readonly expectedVersion: string
}

/** Per item, in the order asked. `before` and `after` hold the touched fields only. */
export type WriteResult =
  | {
      readonly kind: 'created' | 'updated' | 'unchanged'
      readonly ref: Ref
      readonly version: string
      readonly before: Fields
      readonly after: Fields
    }
  | { readonly kind: 'conflict'; readonly ref: Ref; readonly version: string }
  | { readonly kind: 'error'; readonly message: string }

/**
 * A CRM. Every method may throw Fault (`down`, `throttled`, `refused`, `nonsense`).
 * A Fault `down` on a write means *unknown*: the write may have happened. Ask again with the same keys: it converges.
 */
export interface Crm {
  readonly system: string
  readonly caps: {
    readonly optimistic: 'native' | 'emulated'
    readonly maxBatch: number
    readonly feed: 'webhook' | 'journal' | 'poll' | 'none'
  }
  /** Everything that changed after `since` (a mark of an earlier page; absent: everything), oldest change first, each record once per scan, as it is now. One that changes while the scan runs may be left to the next scan. */
  scan<K extends CrmObject>(object: K, since?: string): AsyncIterable<ScanPage<K>>
  /** Fresh, by id; ids that do not exist are left out; order as asked. */
  get<K extends CrmObject>(object: K, ids: readonly string[]): Promise<readonly CrmRecords[K][]>
  /** The account with its contacts and deals (by id order), fresh; undefined if there is none. */
  dossier(id: AccountId): Promise<Dossier | undefined>
  /** The newest `limit` activities of the account, newest first (ties by id); future ones included. */
  timeline(id: AccountId, limit: number): Promise<Timeline>
  /** Records by exact value: accounts by key, domain or lower-cased name; contacts by lower-cased email or key; the rest by key. */
  match<K extends CrmObject>(
    object: K,
    by: 'key' | 'domain' | 'name' | 'email',
    values: readonly string[],
  ): Promise<readonly CrmRecords[K][]>
  owners(): Promise<readonly Owner[]>
  dealStages(): Promise<readonly DealStage[]>
  /** Batch write, at most `caps.maxBatch` items; items succeed or fail one by one. Never throws for one bad item. */
  upsert(
    object: 'account' | 'contact' | 'deal',
    items: readonly UpsertItem[],
  ): Promise<readonly WriteResult[]>
  addActivities(items: readonly ActivityItem[]): Promise<readonly WriteResult[]>
  /**
   * Takes records out of every read of this port; nothing else of them changes. Batches as for `upsert`. `updated`: archived
   * now; `unchanged`: not there, or not any more. A repeated actionId stays `unchanged`, so that no repetition brings a
   * record back; its key is free, and an upsert under it creates.
   */
  archive(object: CrmObject, items: readonly ArchiveItem[]): Promise<readonly WriteResult[]>
}
