import type { CrmSetup } from '#ports/crm-setup.ts'
import type { ActivityItem, Crm, CrmRecords, UpsertItem, WriteResult } from '#ports/crm.ts'
import { AccountId, ContactId, DealId } from '#records/ids.ts'
import type { CrmObject } from '#records/ref.ts'

/** A CRM that may already hold records of earlier tests, and the clock it looks at. */
export interface CrmUnderTest {
  readonly crm: Crm & CrmSetup
  readonly clock: { now: string }
}
export type OpenCrm = () => CrmUnderTest

export const monday = '2026-03-02T09:00:00.000Z'
export const tuesday = '2026-03-03T09:00:00.000Z'
export const wednesday = '2026-03-04T09:00:00.000Z'

let keys = 0
/** A key no other test uses. */
export const newKey = (): string => `test:${++keys}`

export const item = (more: Partial<UpsertItem>): UpsertItem => ({ fields: {}, by: 'import', ...more })

/** The result of a write that must have changed, made or left a record. */
export function written(result: WriteResult | undefined) {
  if (result === undefined || result.kind === 'error' || result.kind === 'conflict')
    throw new Error(`expected a written record, got ${JSON.stringify(result)}`)
  return result
}

export const kinds = (results: readonly WriteResult[]): readonly string[] => results.map(({ kind }) => kind)

type Written = 'account' | 'contact' | 'deal'

/** Upserts one item. */
export async function put(crm: Crm, object: Written, one: UpsertItem): Promise<WriteResult> {
  const [result, ...more] = await crm.upsert(object, [one])
  if (result === undefined || more.length > 0) throw new Error('expected one result for one item')
  return result
}

export const newAccount = async (crm: Crm, fields: UpsertItem['fields'] = { name: 'Acme' }) =>
  AccountId.parse(written(await put(crm, 'account', item({ key: newKey(), fields }))).ref.id)

export const newContact = async (crm: Crm, accountId: AccountId, fields: UpsertItem['fields'] = {}) =>
  ContactId.parse(written(await put(crm, 'contact', item({ key: newKey(), accountId, fields }))).ref.id)

export const newDeal = async (crm: Crm, accountId: AccountId) =>
  DealId.parse(written(await put(crm, 'deal', item({ key: newKey(), accountId }))).ref.id)

/** The record as it is now; there must be one. */
export async function read<K extends CrmObject>(crm: Crm, object: K, id: string): Promise<CrmRecords[K]> {
  const [record] = await crm.get(object, [id])
  if (record === undefined) throw new Error(`no ${object} ${id}`)
  return record
}

export const note = (accountId: AccountId, more: Partial<ActivityItem>): ActivityItem => ({
  accountId,
  type: 'note',
  direction: 'none',
  author: 'agent',
  at: monday,
  subject: 'Seen',
  body: 'They are hiring.',
  ...more,
})

/** All a scan gives, with the mark of its last page; `since` when there was none. */
export async function scanned<K extends CrmObject>(crm: Crm, object: K, since?: string) {
  const records: CrmRecords[K][] = []
  let mark = since
  for await (const page of crm.scan(object, since)) {
    records.push(...page.records)
    mark = page.mark
  }
  return { records, mark, ids: records.map(({ id }) => String(id)) }
}
