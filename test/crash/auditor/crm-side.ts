// The CRM's own side: what it holds, and its own log of what was done to it since the book was made.
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { LoggedRequest } from '../../fakes/crm.ts'
import type { Crm } from '#ports/crm.ts'
import type { Asked } from './tables.ts'

/** One change, told by the CRM. Of an update `fields` are those that hold something else now; `byUs` as it was said. */
export interface CrmChange {
  readonly object: string
  readonly id: string
  readonly op: 'created' | 'updated' | 'archived'
  readonly fields: Readonly<Record<string, unknown>>
  readonly byUs: boolean
}

export interface CrmSide {
  readonly changes: readonly CrmChange[]
  /** Every record by `object id`, without the CRM's own marks of change. */
  readonly records: ReadonlyMap<string, unknown>
}

const objects = ['account', 'contact', 'deal', 'activity'] as const

const Seen = z.array(
  z.object({
    op: z.enum(['insert', 'update', 'delete']),
    object: z.string(),
    id: z.string(),
    was: z.record(z.string(), z.unknown()).nullable(),
    now: z.record(z.string(), z.unknown()).nullable(),
  }),
)
type Seen = z.infer<typeof Seen>[number]
const Fields = z.record(z.string(), z.unknown())
const Marks = z.record(z.string(), z.object({ by: z.string() }))

function changedFields({ was, now }: Seen): Record<string, unknown> {
  const [before, after] = [Fields.parse(was?.['fields'] ?? {}), Fields.parse(now?.['fields'] ?? {})]
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  const changed = [...names].filter((name) => !isDeepStrictEqual(before[name] ?? null, after[name] ?? null))
  const owner = was?.['owner_id'] === now?.['owner_id'] ? {} : { owner: now?.['owner_id'] ?? null }
  return { ...Object.fromEntries(changed.map((name) => [name, after[name] ?? null])), ...owner }
}

function changeOf(seen: Seen): CrmChange {
  const { object, id, was, now, op } = seen
  const archived = (row: Seen['now']): boolean => row === null || row['archived_at'] != null
  const fields = object === 'activity' ? {} : changedFields(seen)
  const marks = Marks.parse(now?.['marks'] ?? {})
  const byUs =
    object === 'activity'
      ? now?.['author'] === 'agent'
      : Object.keys(fields).some((name) => marks[name]?.by === 'agent')
  if (op === 'delete' || (archived(now) && !archived(was)))
    return { object, id, op: 'archived', fields: {}, byUs }
  return { object, id, op: op === 'insert' || archived(was) ? 'created' : 'updated', fields, byUs }
}

/** What tells when and under which number something was written: not the same after a crash, and no content. */
const marksOfChange = new Set([
  'version',
  'updated_at',
  'created_at',
  'updatedAt',
  'createdAt',
  'marks',
  'at',
])

const content = (record: Readonly<Record<string, unknown>>): unknown =>
  Object.fromEntries(
    Object.entries(record)
      .filter(([name, value]) => !marksOfChange.has(name) && value != null)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )

/** The built-in CRM, from its tables and from what a trigger noted. */
export async function builtInSide(ask: Asked): Promise<CrmSide> {
  const seen = Seen.parse(await ask('select op, object, id, was, now from public.crm_seen order by seq'))
  const records = new Map<string, unknown>()
  for (const object of objects) {
    const rows = await ask(
      `select id, to_jsonb(t) - 'match_domain' - 'match_name' - 'match_email' as row from crm.${object} t
       where archived_at is null order by id`,
    )
    for (const { id, row } of z.array(z.object({ id: z.string(), row: Fields })).parse(rows))
      records.set(`${object} ${id}`, content(row))
  }
  return { changes: seen.map(changeOf), records }
}

/** The fake CRM, from its own log; the first `madeWith` requests made the book. */
export async function fakeSide(
  crm: Crm & { readonly log: readonly LoggedRequest[] },
  madeWith: number,
): Promise<CrmSide> {
  const changes = crm.log.slice(madeWith).flatMap(({ method, effects }) =>
    effects.map(({ object, id, kind, after, by }): CrmChange => {
      const op = method === 'archive' ? 'archived' : kind
      return { object, id, op, fields: object === 'activity' ? {} : after, byUs: by === 'agent' }
    }),
  )
  const records = new Map<string, unknown>()
  for (const object of objects)
    for await (const page of crm.scan(object))
      for (const record of page.records)
        records.set(`${object} ${record.id}`, content({ ...record } as Record<string, unknown>))
  return { changes, records }
}
