import { canonicalJson } from '#base/canonical.ts'
import type { FieldMarks, Fields } from '#records/fields.ts'
import type { UpsertItem } from '#ports/crm.ts'

/** A record of the table as far as merging touches it. */
export interface Stored {
  readonly id: string
  readonly key: string | null
  readonly version: string
  readonly accountId: string | null
  readonly ownerId: string | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly fields: Fields
  readonly marks: FieldMarks
}

export interface Merged {
  readonly record: Stored
  /** The touched fields only, before and after; a field that was or became absent is null. */
  readonly before: Fields
  readonly after: Fields
}

const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null)

/** An older value by the same kind of author is old news: the newer one stays. */
const isOldNews = (marks: FieldMarks, name: string, item: { by: UpsertItem['by']; at: string }): boolean => {
  const mark = marks[name]
  return mark !== undefined && mark.by === item.by && mark.at > item.at
}

/** The item merged into the record; undefined when nothing differs. A null clears, an absent name is left alone. */
export function merge(stored: Stored, item: UpsertItem, now: string): Merged | undefined {
  const at = item.at ?? now
  const touched = Object.entries(item.fields).filter(
    ([name, value]) =>
      !same(stored.fields[name], value) && !isOldNews(stored.marks, name, { by: item.by, at }),
  )
  const accountId = item.accountId ?? stored.accountId
  const ownerId = item.ownerId === undefined ? stored.ownerId : item.ownerId
  const key = stored.key ?? item.key ?? null
  const isMoved = accountId !== stored.accountId || ownerId !== stored.ownerId || key !== stored.key
  if (touched.length === 0 && !isMoved) return undefined
  const fields = Object.fromEntries(
    Object.entries({ ...stored.fields, ...Object.fromEntries(touched) }).filter(
      ([, value]) => value !== null,
    ),
  )
  const marks = {
    ...stored.marks,
    ...Object.fromEntries(touched.map(([name]) => [name, { at, by: item.by }])),
  }
  const updatedAt = at > stored.updatedAt ? at : stored.updatedAt
  return {
    record: { ...stored, key, accountId, ownerId, fields, marks, updatedAt },
    before: Object.fromEntries(touched.map(([name]) => [name, stored.fields[name] ?? null])),
    after: Object.fromEntries(touched),
  }
}

/** A new record of the item. */
export function created(id: string, item: UpsertItem, now: string): Merged {
  const at = item.at ?? now
  const given = Object.entries(item.fields).filter(([, value]) => value !== null)
  return {
    record: {
      id,
      key: item.key ?? null,
      version: '0',
      accountId: item.accountId ?? null,
      ownerId: item.ownerId ?? null,
      createdAt: item.createdAt ?? at,
      updatedAt: at,
      fields: Object.fromEntries(given),
      marks: Object.fromEntries(given.map(([name]) => [name, { at, by: item.by }])),
    },
    before: {},
    after: Object.fromEntries(given),
  }
}
