import * as z from 'zod'
import type { ArchiveItem, WriteResult } from '#ports/crm.ts'
import type { CrmObject } from '#records/ref.ts'
import { system } from './rows.ts'
import type { Ask, Versions } from './writing.ts'

const Rows = z.array(z.object({ id: z.string(), version: z.number() }))

/** Archives the batch in the order given, inside one writing transaction. */
export async function archiveBatch(
  ask: Ask,
  items: readonly ArchiveItem[],
  work: { readonly object: CrmObject; readonly now: string; readonly versions: Versions },
): Promise<readonly WriteResult[]> {
  const { object, now, versions } = work
  const rows = await ask(`select id, version from crm.${object} where id = any($1) and archived_at is null`, [
    items.map(({ id }) => id),
  ])
  const there = new Map(Rows.parse(rows).map(({ id, version }) => [id, String(version)]))
  const archived = new Map<string, string>()
  const results = items.map(({ id, expectedVersion }): WriteResult => {
    const ref = { system, object, id }
    const held = there.get(id)
    const nothing = { ref, before: {}, after: {} }
    if (held === undefined) return { kind: 'unchanged', version: '0', ...nothing }
    if (held !== expectedVersion) return { kind: 'conflict', ref, version: held }
    const version = String(versions.next())
    there.delete(id)
    archived.set(id, version)
    return { kind: 'updated', version, ...nothing }
  })
  if (archived.size > 0)
    await ask(
      `update crm.${object} o set archived_at = $1, version = a.version
       from unnest($2::text[], $3::bigint[]) as a(id, version) where o.id = a.id`,
      [now, [...archived.keys()], [...archived.values()]],
    )
  return results
}
