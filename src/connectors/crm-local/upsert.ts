import * as z from 'zod'
import { idOf } from '#base/hash.ts'
import type { UpsertItem, WriteResult } from '#ports/crm.ts'
import { created, merge } from './merge.ts'
import type { Merged, Stored } from './merge.ts'
import { columns, parsers, system } from './rows.ts'
import { saveRecords } from './save-records.ts'
import type { Ask, Versions } from './writing.ts'

type Object_ = 'account' | 'contact' | 'deal'

export const idPrefix = { account: 'acc', contact: 'con', deal: 'dea', activity: 'act' } as const

/** What the batch works on: the rows it names, the intents already carried out, and the accounts that exist. */
interface Desk {
  readonly byId: Map<string, Stored>
  readonly byKey: Map<string, string>
  readonly applied: Map<string, string>
  readonly accounts: ReadonlySet<string>
  readonly changed: Set<string>
  readonly newlyApplied: Map<string, string>
}

const Applied = z.object({ action_id: z.string(), record_id: z.string() })
const Id = z.object({ id: z.string() })

const distinct = (values: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
]

/** Intents of the batch that were carried out before, with the record each led to. */
export async function appliedAmong(
  ask: Ask,
  ids: readonly (string | undefined)[],
): Promise<Map<string, string>> {
  const rows = await ask('select action_id, record_id from crm.applied where action_id = any($1)', [
    distinct(ids),
  ])
  return new Map(
    z
      .array(Applied)
      .parse(rows)
      .map((row) => [row.action_id, row.record_id]),
  )
}

/** Which of the ids exist. */
export async function existing(
  ask: Ask,
  table: string,
  ids: readonly (string | undefined)[],
): Promise<ReadonlySet<string>> {
  const rows = await ask(`select id from crm.${table} where id = any($1)`, [distinct(ids)])
  return new Set(
    z
      .array(Id)
      .parse(rows)
      .map((row) => row.id),
  )
}

async function openDesk(ask: Ask, object: Object_, items: readonly UpsertItem[]): Promise<Desk> {
  const applied = await appliedAmong(
    ask,
    items.map((item) => item.actionId),
  )
  const ids = distinct([...items.map((item) => item.id), ...applied.values()])
  const keys = distinct(items.map((item) => item.key))
  const rows = await ask(`select ${columns[object]} from crm.${object} where id = any($1) or key = any($2)`, [
    ids,
    keys,
  ])
  const records = z.array(parsers[object]).parse(rows)
  const stored = records.map((record): Stored => ({ accountId: null, ...record }))
  return {
    byId: new Map(stored.map((record) => [record.id, record])),
    byKey: new Map(stored.flatMap((record) => (record.key === null ? [] : [[record.key, record.id]]))),
    applied,
    accounts:
      object === 'account'
        ? new Set()
        : await existing(
            ask,
            'account',
            items.map((item) => item.accountId),
          ),
    changed: new Set(),
    newlyApplied: new Map(),
  }
}

/** The record an item means; `error` says in words why it means none. */
function find(desk: Desk, object: Object_, item: UpsertItem): Stored | 'new' | { readonly error: string } {
  const byId = item.id === undefined ? undefined : desk.byId.get(item.id)
  const keyOwner = item.key === undefined ? undefined : desk.byKey.get(item.key)
  if (item.id !== undefined && byId === undefined)
    return { error: `there is no ${object} with the id ${item.id}` }
  if (byId !== undefined && keyOwner !== undefined && keyOwner !== byId.id)
    return { error: `the key ${item.key} belongs to the ${object} ${keyOwner}, not to ${byId.id}` }
  if (item.accountId !== undefined && !desk.accounts.has(item.accountId))
    return { error: `there is no account with the id ${item.accountId}` }
  const known = byId ?? (keyOwner === undefined ? undefined : desk.byId.get(keyOwner))
  if (known !== undefined) return known
  return item.key === undefined ? { error: `a new ${object} needs a key` } : 'new'
}

function apply(desk: Desk, merged: Merged, item: UpsertItem): void {
  const { record } = merged
  desk.byId.set(record.id, record)
  if (record.key !== null) desk.byKey.set(record.key, record.id)
  desk.changed.add(record.id)
  if (item.actionId !== undefined) remember(desk, item.actionId, record.id)
}

function remember(desk: Desk, actionId: string, id: string): void {
  desk.applied.set(actionId, id)
  desk.newlyApplied.set(actionId, id)
}

type Work = { readonly object: Object_; readonly now: string; readonly versions: Versions }

function one(desk: Desk, item: UpsertItem, { object, now, versions }: Work): WriteResult {
  const refTo = (id: string) => ({ system, object, id })
  const done = item.actionId === undefined ? undefined : desk.applied.get(item.actionId)
  if (done !== undefined)
    return {
      kind: 'unchanged',
      ref: refTo(done),
      version: desk.byId.get(done)?.version ?? '0',
      before: {},
      after: {},
    }
  const found = find(desk, object, item)
  if (found !== 'new' && 'error' in found) return { kind: 'error', message: found.error }
  if (found !== 'new' && item.expectedVersion !== undefined && item.expectedVersion !== found.version)
    return { kind: 'conflict', ref: refTo(found.id), version: found.version }
  const merged =
    found === 'new' ? created(idOf(idPrefix[object], object, item.key), item, now) : merge(found, item, now)
  if (merged === undefined) {
    const unchanged = found === 'new' ? undefined : found
    if (item.actionId !== undefined && unchanged !== undefined) remember(desk, item.actionId, unchanged.id)
    return {
      kind: 'unchanged',
      ref: refTo(unchanged?.id ?? ''),
      version: unchanged?.version ?? '0',
      before: {},
      after: {},
    }
  }
  const version = String(versions.next())
  apply(desk, { ...merged, record: { ...merged.record, version } }, item)
  const { before, after, record } = merged
  return { kind: found === 'new' ? 'created' : 'updated', ref: refTo(record.id), version, before, after }
}

/** The batch in the order given, inside one writing transaction; a bad item is answered and disturbs no other. */
export async function upsertBatch(
  ask: Ask,
  items: readonly UpsertItem[],
  work: Work,
): Promise<readonly WriteResult[]> {
  const desk = await openDesk(ask, work.object, items)
  const results = items.map((item) => one(desk, item, work))
  const changed = [...desk.changed].flatMap((id) => desk.byId.get(id) ?? [])
  await saveRecords(ask, work.object, changed)
  await saveApplied(ask, work.object, desk.newlyApplied)
  return results
}

/** Notes the intents carried out, for every later repeat. */
export async function saveApplied(
  ask: Ask,
  object: string,
  applied: ReadonlyMap<string, string>,
): Promise<void> {
  if (applied.size === 0) return
  await ask(
    `insert into crm.applied (action_id, object, record_id)
     select a.action_id, $1, a.record_id from unnest($2::text[], $3::text[]) as a(action_id, record_id)
     on conflict (action_id) do nothing`,
    [object, [...applied.keys()], [...applied.values()]],
  )
}
