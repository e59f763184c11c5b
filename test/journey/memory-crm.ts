import * as z from 'zod'
import { Fault } from '#base/fault.ts'
import { canonicalJson } from '#base/canonical.ts'
import { idOf } from '#base/hash.ts'
import type { Crm, UpsertItem, WriteResult } from '#ports/crm.ts'
import { Account } from '#records/account.ts'
import { Activity } from '#records/activity.ts'
import type { FieldMark, Fields } from '#records/fields.ts'
import { AccountId } from '#records/ids.ts'
import { dossierOf, now, system } from '../fakes/gate-case.ts'

// A CRM with a memory for the tests of commit and review: it can lose an answer after doing the work, be down, and let a
// person write in between. What it did is counted by itself, not by what we believe.

export type Method = 'upsert' | 'addActivities' | 'get' | 'match' | 'archive'

export interface MemoryCrm extends Crm {
  /** Answers lost from now on, in order: the work is done, the caller gets a Fault `down`. */
  lose(...methods: readonly Method[]): void
  /** While set, every call fails before anything is done. */
  isDown: boolean
  /** Runs once, before the next write. */
  meanwhile(write: () => void): void
  /** What a person types in. */
  type(id: string, fields: Fields): void
  /** What a person writes, or does to a note or task. */
  keep(activity: Partial<Activity> & Pick<Activity, 'id'>): void
  /** Records and activities without versions: the end state that crashes must not change. */
  state(): string
  /** Writes that changed something. */
  readonly changes: string[]
}

/** An account, contact or deal, whichever: the tests tell them apart by id. */
const Record = Account.extend({ accountId: z.string().nullable().optional() })
type Rec = z.infer<typeof Record>

export function memoryCrm(): MemoryCrm {
  const { account, contacts, deals } = dossierOf()
  const records = new Map<string, Rec>()
  for (const one of [account, ...contacts, ...deals]) records.set(one.id, Record.parse(structuredClone(one)))
  const activities = new Map<string, Activity>()
  const changes: string[] = []
  const lost: Method[] = []
  let before: (() => void) | undefined
  let version = 1
  const fill = (record: Rec, fields: Fields, by: FieldMark['by']) => {
    version += 1
    record.version = Account.shape.version.parse(`v${version}`)
    Object.assign(record.fields, fields)
    for (const [field, value] of Object.entries(fields)) {
      record.marks[field] = { at: now, by }
      if (value === null) delete record.fields[field]
    }
  }
  const answer = <T>(method: Method, value: T): T => {
    if (lost[0] !== method) return value
    lost.shift()
    throw new Fault('down', `the answer to ${method} was lost`)
  }
  const begin = () => {
    const hook = before
    before = undefined
    hook?.()
    if (crm.isDown) throw new Fault('down', 'the CRM is down')
  }
  const write = (object: 'account' | 'contact' | 'deal', item: UpsertItem): WriteResult => {
    const found = [...records.values()].find(
      (one) => one.id === item.id || (item.key !== undefined && one.key === item.key),
    )
    if (found === undefined) {
      if (item.key === undefined) return { kind: 'error', message: `no ${object} ${item.id}` }
      const id = idOf(object, item.key)
      const made: Rec = {
        ...structuredClone(account),
        id: AccountId.parse(id),
        key: item.key,
        fields: {},
        marks: {},
      }
      made.createdAt = now
      made.accountId = item.accountId ?? null
      fill(made, item.fields, item.by)
      records.set(id, made)
      changes.push(`create ${object} ${item.key}`)
      return {
        kind: 'created',
        ref: { system, object, id },
        version: made.version,
        before: {},
        after: item.fields,
      }
    }
    const ref = { system, object, id: found.id }
    if (item.expectedVersion !== undefined && item.expectedVersion !== found.version)
      return { kind: 'conflict', ref, version: found.version }
    const touched = Object.fromEntries(
      Object.keys(item.fields).map((field) => [field, found.fields[field] ?? null]),
    )
    const isSame = canonicalJson(touched) === canonicalJson(item.fields)
    if (isSame) return { kind: 'unchanged', ref, version: found.version, before: touched, after: item.fields }
    fill(found, item.fields, item.by)
    changes.push(`update ${found.id} ${Object.keys(item.fields).join(',')}`)
    return { kind: 'updated', ref, version: found.version, before: touched, after: item.fields }
  }
  const crm: MemoryCrm = {
    system,
    caps: { optimistic: 'native', maxBatch: 100, feed: 'poll' },
    isDown: false,
    changes,
    lose: (...methods) => void lost.push(...methods),
    meanwhile: (hook) => void (before = hook),
    type(id, fields) {
      const record = records.get(id)
      if (record === undefined) throw new Error(`nobody can type into ${id}`)
      fill(record, fields, 'person')
    },
    state: () =>
      canonicalJson({
        records: [...records.values()].map(({ id, fields }) => ({ id, fields })),
        activities: [...activities.values()],
      }),
    async *scan() {},
    keep(one) {
      version += 1
      const empty = {
        key: null,
        accountId: 'acc_1',
        contactId: null,
        dealId: null,
        ownerId: null,
        dueOn: null,
      }
      const call = { type: 'call', direction: 'outbound', author: 'person', at: now, subject: '', body: '' }
      const before = activities.get(one.id) ?? { ...empty, ...call, done: null }
      activities.set(one.id, Activity.parse({ ...before, ...one, version: `v${version}` }))
    },
    async get(object, ids) {
      if (crm.isDown) throw new Fault('down', 'the CRM is down')
      if (object === 'activity') return ids.flatMap((id) => activities.get(id) ?? []) as never
      return answer(
        'get',
        ids.flatMap((id) => structuredClone(records.get(id)) ?? []),
      ) as never
    },
    async dossier() {
      const all = [...records.values()]
      return structuredClone({
        account: records.get('acc_1'),
        contacts: all.filter(({ id }) => id.startsWith('con')),
        deals: all.filter(({ id }) => id.startsWith('deal')),
      }) as never
    },
    timeline: async () => ({ activities: [...activities.values()], asOf: now }),
    async match(_object, by, values) {
      const found = [...records.values()].filter(({ key, fields }) => {
        const value = by === 'key' ? key : fields[by]
        return typeof value === 'string' && values.includes(value.toLowerCase())
      })
      return answer('match', found) as never
    },
    owners: async () => [],
    dealStages: async () => [{ id: 'open', label: 'Open', order: 1, kind: 'open' }],
    async upsert(object, items) {
      begin()
      return answer(
        'upsert',
        items.map((item) => write(object, item)),
      )
    },
    async addActivities(items) {
      begin()
      const said = items.map((item): WriteResult => {
        const id = idOf('act', item.actionId ?? item.key)
        const isNew = !activities.has(id)
        if (isNew) {
          activities.set(
            id,
            Activity.parse({
              contactId: null,
              dealId: null,
              ownerId: null,
              dueOn: null,
              done: null,
              key: null,
              version: 'v1',
              ...item,
              id,
            }),
          )
          changes.push(`add ${item.type}`)
        }
        const kind = isNew ? 'created' : 'unchanged'
        return { kind, ref: { system, object: 'activity', id }, version: 'v1', before: {}, after: {} }
      })
      return answer('addActivities', said)
    },
    async archive(object, items) {
      begin()
      const said = items.map(({ id, expectedVersion }): WriteResult => {
        const ref = { system, object, id }
        const held: Map<string, { version: string }> = object === 'activity' ? activities : records
        const found = held.get(id)
        if (found === undefined) return { kind: 'unchanged', ref, version: '0', before: {}, after: {} }
        if (found.version !== expectedVersion) return { kind: 'conflict', ref, version: found.version }
        held.delete(id)
        changes.push(`archive ${object}`)
        return { kind: 'updated', ref, version: 'gone', before: {}, after: {} }
      })
      return answer('archive', said)
    },
  }
  return crm
}
