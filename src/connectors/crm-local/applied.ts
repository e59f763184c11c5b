import * as z from 'zod'
import type { CrmObject } from '#records/ref.ts'
import type { Ask } from './writing.ts'

const Applied = z.array(z.object({ action_id: z.string(), record_id: z.string() }))
const Ids = z.array(z.object({ id: z.string() }))

export const distinct = (values: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
]

/** Intents of the batch that were carried out before, with the record each led to. */
export async function readApplied(
  ask: Ask,
  object: CrmObject,
  items: readonly { readonly actionId?: string }[],
): Promise<Map<string, string>> {
  const actionIds = distinct(items.map(({ actionId }) => actionId))
  if (actionIds.length === 0) return new Map()
  const rows = await ask(
    'select action_id, record_id from crm.applied where object = $1 and action_id = any($2)',
    [object, actionIds],
  )
  return new Map(Applied.parse(rows).map((row) => [row.action_id, row.record_id]))
}

/** Notes the intents carried out, for every later repeat. */
export async function saveApplied(
  ask: Ask,
  object: CrmObject,
  applied: ReadonlyMap<string, string>,
): Promise<void> {
  if (applied.size === 0) return
  await ask(
    `insert into crm.applied (object, action_id, record_id)
     select $1, a.action_id, a.record_id from unnest($2::text[], $3::text[]) as a(action_id, record_id)`,
    [object, [...applied.keys()], [...applied.values()]],
  )
}

/** Which of the ids exist and are not archived. */
export async function existing(
  ask: Ask,
  object: CrmObject,
  ids: readonly (string | undefined)[],
): Promise<ReadonlySet<string>> {
  const asked = distinct(ids)
  if (asked.length === 0) return new Set()
  const rows = await ask(`select id from crm.${object} where id = any($1) and archived_at is null`, [asked])
  return new Set(Ids.parse(rows).map(({ id }) => id))
}
