import * as z from 'zod'
import { idOf } from '#base/hash.ts'
import type { UpsertItem, WriteResult } from '#ports/crm.ts'
import { distinct, existing, readApplied, saveApplied } from './applied.ts'
import { badMoment } from './bad-values.ts'
import { created, merge } from './merge.ts'
import type { Stored } from './merge.ts'
import { columns, parsers, system } from './rows.ts'
import { saveRecords } from './save-records.ts'
import type { Ask, Versions } from './writing.ts'

type Object_ = 'account' | 'contact' | 'deal'

const idPrefix = { account: 'acc', contact: 'con', deal: 'dea' } as const

interface Work {
  readonly object: Object_
  readonly now: string
  readonly versions: Versions
}

/** What the batch works on: the rows it names, the intents already carried out, and the accounts that exist. */
interface Desk extends Work {
  readonly byId: Map<string, Stored>
  readonly byKey: Map<string, string>
  readonly applied: Map<string, string>
  readonly accounts: ReadonlySet<string>
  readonly changed: Set<string>
  readonly newlyApplied: Map<string, string>
}

async function openDesk(ask: Ask, items: readonly UpsertItem[], work: Work): Promise<Desk> {
  const { object } = work
  const applied = await readApplied(ask, object, items)
  const rows = await ask(
    `select ${columns[object]} from crm.${object} where (id = any($1) or key = any($2)) and archived_at is null`,
    [distinct([...items.map(({ id }) => id), ...applied.values()]), distinct(items.map(({ key }) => key))],
  )
  const records = z.array(parsers[object]).parse(rows)
  const stored = records.map((record): Stored => ({ accountId: null, ...record }))
  return {
    ...work,
    byId: new Map(stored.map((record) => [record.id, record])),
    byKey: new Map(stored.flatMap(({ id, key }) => (key === null ? [] : [[key, id]]))),
    applied,
    accounts: await existing(ask, 'account', object === 'account' ? [] : items.map((one) => one.accountId)),
    changed: new Set(),
    newlyApplied: new Map(),
  }
}

/** The record an item means; `error` says in words why it means none. */
function find(desk: Desk, item: UpsertItem): Stored | 'new' | { readonly error: string } {
  const { object } = desk
  const byId = item.id === undefined ? undefined : desk.byId.get(item.id)
  const keyOwner = item.key === undefined ? undefined : desk.byKey.get(item.key)
  if (byId !== undefined && keyOwner !== undefined && keyOwner !== byId.id)
    return { error: `the key ${item.key} belongs to the ${object} ${keyOwner}, not to ${byId.id}` }
  if (item.accountId !== undefined && !desk.accounts.has(item.accountId))
    return { error: `there is no account with the id ${item.accountId}` }
  const known = byId ?? (keyOwner === undefined ? undefined : desk.byId.get(keyOwner))
  if (known !== undefined) return known
  if (item.key === undefined)
    return {
      error: item.id === undefined ? `a new ${object} needs a key` : `there is no ${object} ${item.id}`,
    }
  if (item.expectedVersion !== undefined) return { error: `there is no ${object} ${item.key} to change` }
  return 'new'
}

function unchanged({ object, byId }: Desk, id: string): WriteResult {
  const version = byId.get(id)?.version ?? '0'
  return { kind: 'unchanged', ref: { system, object, id }, version, before: {}, after: {} }
}

/** Notes the intent for the items that follow, and for good with the batch. */
function remember(desk: Desk, actionId: string | undefined, id: string): void {
  if (actionId === undefined) return
  desk.applied.set(actionId, id)
  desk.newlyApplied.set(actionId, id)
}

function one(desk: Desk, item: UpsertItem): WriteResult {
  const { object, now } = desk
  const done = item.actionId === undefined ? undefined : desk.applied.get(item.actionId)
  if (done !== undefined) return unchanged(desk, done)
  const bad = badMoment({ at: item.at, createdAt: item.createdAt })
  if (bad !== undefined) return { kind: 'error', message: bad }
  const found = find(desk, item)
  if (found !== 'new' && 'error' in found) return { kind: 'error', message: found.error }
  if (found !== 'new' && item.expectedVersion !== undefined && item.expectedVersion !== found.version)
    return { kind: 'conflict', ref: { system, object, id: found.id }, version: found.version }
  const id = found === 'new' ? idOf(idPrefix[object], object, item.key) : found.id
  remember(desk, item.actionId, id)
  const merged = found === 'new' ? created(id, item, now) : merge(found, item, now)
  if (merged === undefined) return unchanged(desk, id)
  const version = String(desk.versions.next())
  const { before, after, record } = merged
  desk.byId.set(id, { ...record, version })
  if (record.key !== null) desk.byKey.set(record.key, id)
  desk.changed.add(id)
  const kind = found === 'new' ? 'created' : 'updated'
  return { kind, ref: { system, object, id }, version, before, after }
}

/** The batch in the order given, inside one writing transaction; a bad item is answered and disturbs no other. */
export async function upsertBatch(
  ask: Ask,
  items: readonly UpsertItem[],
  work: Work,
): Promise<readonly WriteResult[]> {
  const desk = await openDesk(ask, items, work)
  const results = items.map((item) => one(desk, item))
  const changed = [...desk.changed].flatMap((id) => desk.byId.get(id) ?? [])
  await saveRecords(ask, work.object, changed)
  await saveApplied(ask, work.object, desk.newlyApplied)
  return results
}
