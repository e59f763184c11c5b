import { canonicalJson, type Json } from '#base/canonical.ts'
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

type Change = Pick<UpsertItem, 'fields' | 'by' | 'at' | 'accountId' | 'ownerId'>

/** One spelling per moment: only then is the later text the later moment. */
export const moment = (at: string): string => new Date(at).toISOString()

// Own names only: a column of a file may be called `constructor`, and every object seems to have one of those.
const valueOf = (fields: Fields, name: string): Json =>
  Object.hasOwn(fields, name) ? (fields[name] ?? null) : null

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b)

/** An older value by the same kind of author is old news: the newer one stays. */
const isOldNews = (
  marks: FieldMarks,
  name: string,
  { at, by }: { at: string; by: Change['by'] },
): boolean => {
  const mark = Object.hasOwn(marks, name) ? marks[name] : undefined
  return mark !== undefined && mark.by === by && mark.at > at
}

/**
 * The item merged into the record; undefined when nothing differs. A null clears, an absent name is left alone. A cleared
 * field keeps its mark, so that an older value does not bring it back; a value that is there already keeps its own.
 */
export function merge(stored: Stored, item: Change, now: string): Merged | undefined {
  const at = moment(item.at ?? now)
  const { by } = item
  const touched = Object.entries(item.fields).filter(
    ([name, value]) =>
      !isSame(valueOf(stored.fields, name), value) && !isOldNews(stored.marks, name, { at, by }),
  )
  const accountId = item.accountId ?? stored.accountId
  const ownerId = item.ownerId === undefined ? stored.ownerId : item.ownerId
  if (touched.length === 0 && accountId === stored.accountId && ownerId === stored.ownerId) return undefined
  const fields = Object.fromEntries(
    Object.entries({ ...stored.fields, ...Object.fromEntries(touched) }).filter(
      ([, value]) => value !== null,
    ),
  )
  const marks = { ...stored.marks, ...Object.fromEntries(touched.map(([name]) => [name, { at, by }])) }
  const updatedAt = at > stored.updatedAt ? at : stored.updatedAt
  return {
    record: { ...stored, accountId, ownerId, fields, marks, updatedAt },
    before: Object.fromEntries(touched.map(([name]) => [name, valueOf(stored.fields, name)])),
    after: Object.fromEntries(touched),
  }
}

/** A new record of the item. */
export function created(id: string, item: UpsertItem, now: string): Merged {
  const at = moment(item.at ?? now)
  const record = {
    id,
    key: item.key ?? null,
    version: '0',
    accountId: null,
    ownerId: null,
    createdAt: moment(item.createdAt ?? at),
    updatedAt: at,
    fields: {},
    marks: {},
  }
  const merged = merge(record, item, now)
  return { record: merged?.record ?? record, before: {}, after: merged?.after ?? {} }
}
