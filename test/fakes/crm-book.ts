import { canonicalJson, type Json } from '#base/canonical.ts'
import { idOf } from '#base/hash.ts'
import type { ActivityItem, ArchiveItem, CrmRecords, UpsertItem, WriteResult } from '#ports/crm.ts'
import { Account } from '#records/account.ts'
import { Activity } from '#records/activity.ts'
import { Contact } from '#records/contact.ts'
import { Deal } from '#records/deal.ts'
import type { FieldMark, Fields } from '#records/fields.ts'
import type { CrmObject } from '#records/ref.ts'

// The sentences of ports/crm.ts about writing, once more and in memory: written apart from crm-local, so that each can
// convict the other. Ids and version numbers are made as crm-local makes them, so that records can be compared whole.

type Object_ = 'account' | 'contact' | 'deal'
type Content = Readonly<Record<string, string | boolean | null>>

interface Row {
  readonly id: string
  readonly key: string | null
  version: number
  accountId: string | null
  ownerId: string | null
  createdAt: string
  updatedAt: string
  readonly fields: Map<string, Json>
  readonly marks: Map<string, FieldMark>
  /** Activities only. */
  content?: Content
}

const prefix = { account: 'acc', contact: 'con', deal: 'dea', activity: 'act' } as const
const schemas = { account: Account, contact: Contact, deal: Deal, activity: Activity }
const iso = (at: string): string => new Date(at).toISOString()
const refuse = (message: string): WriteResult => ({ kind: 'error', message })

function recordOf<K extends CrmObject>(object: K, row: Row): CrmRecords[K] {
  const { id, key, content, accountId, ownerId, createdAt, updatedAt } = row
  const version = String(row.version)
  const fields = Object.fromEntries(row.fields)
  const marks = Object.fromEntries(row.marks)
  const raw = content ?? { accountId, ownerId, createdAt, updatedAt, fields, marks }
  return schemas[object].parse(structuredClone({ id, key, version, ...raw })) as CrmRecords[K]
}

const contentOf = (item: ActivityItem): Content => ({
  accountId: item.accountId,
  contactId: item.contactId ?? null,
  dealId: item.dealId ?? null,
  ownerId: item.ownerId ?? null,
  type: item.type,
  direction: item.direction,
  author: item.author,
  at: iso(item.at),
  subject: item.subject,
  body: item.body,
  dueOn: item.dueOn ?? null,
  done: item.done ?? null,
})

export class CrmBook {
  readonly #rows = {
    account: new Map<string, Row>(),
    contact: new Map(),
    deal: new Map(),
    activity: new Map(),
  }
  readonly #keys = new Map<string, string>()
  readonly #applied = new Map<string, string>()
  readonly #system: string
  #version = 0

  constructor(system: string) {
    this.#system = system
  }

  get version(): number {
    return this.#version
  }

  all<K extends CrmObject>(object: K): readonly CrmRecords[K][] {
    return [...this.#rows[object].values()].map((row) => recordOf(object, row))
  }

  get<K extends CrmObject>(object: K, id: string): CrmRecords[K] | undefined {
    const row = this.#rows[object].get(id)
    return row === undefined ? undefined : recordOf(object, row)
  }

  /** Ids of the records changed after `since` and not after `until`, oldest change first. */
  changes(object: CrmObject, since: number, until: number): readonly string[] {
    return [...this.#rows[object].values()]
      .filter(({ version }) => version > since && version <= until)
      .toSorted((a, b) => a.version - b.version)
      .map(({ id }) => id)
  }

  versionOf(object: CrmObject, id: string): number {
    return this.#rows[object].get(id)?.version ?? 0
  }

  /** One item of a batch; `now` is the moment of the call. Never throws for what is wrong with the item alone. */
  upsert(object: Object_, item: UpsertItem, now: string): WriteResult {
    const repeat = this.#repeat(object, item.actionId)
    if (repeat !== undefined) return repeat
    if ([item.at ?? now, item.createdAt ?? now].some((at) => Number.isNaN(Date.parse(at))))
      return refuse('a moment that is none')
    const found = this.#find(object, item)
    if (typeof found === 'string') return refuse(found)
    const ref = { system: this.#system, object, id: found.id }
    const isNew = found.version === 0
    if (!isNew && item.expectedVersion !== undefined && item.expectedVersion !== String(found.version))
      return { kind: 'conflict', ref, version: String(found.version) }
    const said = this.#fill(found, item, iso(item.at ?? now))
    this.#intend(object, item.actionId, found.id)
    if (!isNew && !said.isChanged) return this.#unchanged(object, found.id)
    const version = String(this.#keep(object, found))
    const { before, after } = said
    return isNew
      ? { kind: 'created', ref, version, before: {}, after }
      : { kind: 'updated', ref, version, before, after }
  }

  /** As `upsert`, for an activity. */
  add(item: ActivityItem): WriteResult {
    const repeat = this.#repeat('activity', item.actionId)
    if (repeat !== undefined) return repeat
    if (Number.isNaN(Date.parse(item.at))) return refuse('a moment that is none')
    for (const [object, id] of [
      ['account', item.accountId],
      ['contact', item.contactId],
      ['deal', item.dealId],
    ] as const)
      if (id !== undefined && !this.#rows[object].has(id)) return refuse(`no ${object} ${id}`)
    const known = item.key === undefined ? undefined : this.#keys.get(`activity ${item.key}`)
    if (known === undefined && item.key === undefined && item.actionId === undefined)
      return refuse('an activity needs a key or an actionId')
    const id =
      known ?? (item.key === undefined ? idOf('act', 'action', item.actionId) : idOf('act', item.key))
    const old = known === undefined ? undefined : this.#rows.activity.get(known)?.content
    const content = contentOf(item)
    const differing = Object.keys(content).filter((name) => (old?.[name] ?? null) !== content[name])
    this.#intend('activity', item.actionId, id)
    if (old !== undefined && differing.length === 0) return this.#unchanged('activity', id)
    const version = this.#keep('activity', { ...this.#blank(id, item.key ?? null, iso(item.at)), content })
    return {
      kind: old === undefined ? 'created' : 'updated',
      ref: { system: this.#system, object: 'activity', id },
      version: String(version),
      before: Object.fromEntries(differing.flatMap((name) => (old ? [[name, old[name] ?? null]] : []))),
      after: Object.fromEntries(differing.map((name) => [name, content[name] ?? null])),
    }
  }

  /** As `upsert`: the record and its key are gone, what was intended stays known. */
  archive(object: CrmObject, { id, expectedVersion }: ArchiveItem): WriteResult {
    const row = this.#rows[object].get(id)
    if (row === undefined) return this.#unchanged(object, id)
    const ref = { system: this.#system, object, id }
    if (expectedVersion !== String(row.version))
      return { kind: 'conflict', ref, version: String(row.version) }
    this.#version += 1
    this.#rows[object].delete(id)
    if (row.key !== null) this.#keys.delete(`${object} ${row.key}`)
    return { kind: 'updated', ref, version: String(this.#version), before: {}, after: {} }
  }

  #blank(id: string, key: string | null, at: string): Row {
    const rest = { version: 0, accountId: null, ownerId: null, createdAt: at, updatedAt: at }
    return { id, key, ...rest, fields: new Map(), marks: new Map() }
  }

  /** The row the item means, a blank one if it is to be created, or why there is none. */
  #find(object: Object_, item: UpsertItem): Row | string {
    const rows: Map<string, Row> = this.#rows[object]
    const byId = item.id === undefined ? undefined : rows.get(item.id)
    const keyed = item.key === undefined ? undefined : this.#keys.get(`${object} ${item.key}`)
    if (byId !== undefined && keyed !== undefined && keyed !== byId.id) return `the key is that of ${keyed}`
    if (item.accountId !== undefined && (object === 'account' || !this.#rows.account.has(item.accountId)))
      return `no account ${item.accountId}`
    const known = byId ?? (keyed === undefined ? undefined : rows.get(keyed))
    if (known !== undefined) return known
    if (item.key === undefined) return `no ${object} ${item.id ?? 'without a key'}`
    if (item.expectedVersion !== undefined) return `no ${object} ${item.key} to change`
    return this.#blank(idOf(prefix[object], object, item.key), item.key, '')
  }

  #fill(row: Row, item: UpsertItem, at: string) {
    const before: Fields = {}
    const after: Fields = {}
    for (const [name, value] of Object.entries(structuredClone(item.fields))) {
      const old = row.fields.get(name) ?? null
      const mark = row.marks.get(name)
      if (canonicalJson(old) === canonicalJson(value)) continue
      if (mark?.by === item.by && mark.at > at) continue
      before[name] = old
      after[name] = value
      row.marks.set(name, { at, by: item.by })
      if (value === null) row.fields.delete(name)
      else row.fields.set(name, value)
    }
    const accountId = item.accountId ?? row.accountId
    const ownerId = item.ownerId === undefined ? row.ownerId : item.ownerId
    const isChanged = Object.keys(after).length > 0 || accountId !== row.accountId || ownerId !== row.ownerId
    if (row.createdAt === '') row.createdAt = iso(item.createdAt ?? at)
    if (isChanged && at > row.updatedAt) row.updatedAt = at
    if (row.updatedAt === '') row.updatedAt = at
    Object.assign(row, { accountId, ownerId })
    return { before, after, isChanged }
  }

  #keep(object: CrmObject, row: Row): number {
    this.#version += 1
    const rows: Map<string, Row> = this.#rows[object]
    rows.set(row.id, Object.assign(row, { version: this.#version }))
    if (row.key !== null) this.#keys.set(`${object} ${row.key}`, row.id)
    return this.#version
  }

  #intend(object: CrmObject, actionId: string | undefined, id: string): void {
    if (actionId !== undefined) this.#applied.set(`${object} ${actionId}`, id)
  }

  #repeat(object: CrmObject, actionId: string | undefined): WriteResult | undefined {
    const id = actionId === undefined ? undefined : this.#applied.get(`${object} ${actionId}`)
    return id === undefined ? undefined : this.#unchanged(object, id)
  }

  #unchanged(object: CrmObject, id: string): WriteResult {
    const version = String(this.versionOf(object, id))
    return { kind: 'unchanged', ref: { system: this.#system, object, id }, version, before: {}, after: {} }
  }
}
