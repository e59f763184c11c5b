import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import { Fault } from '#base/fault.ts'

/** What the program may do: the app writes, read only looks, crm holds the built-in CRM's own schema. */
export type Role = 'daybook_app' | 'daybook_read' | 'daybook_crm'
const roles: readonly Role[] = ['daybook_app', 'daybook_read', 'daybook_crm']

const Found = z.array(z.object({ rolname: z.string(), mine: z.boolean() }))

/**
 * Creates the roles that are missing. Embedded: they log in themselves. Elsewhere the URL's user becomes a member and
 * they cannot log in. Safe to call at once from many processes. Throws Fault 'refused' with the SQL for an
 * administrator when our user may not.
 */
export async function ensureRoles(owner: Pool, kind: 'embedded' | 'url'): Promise<void> {
  const statements = await missing(owner, kind)
  if (statements.length === 0) return
  const client = await owner.connect()
  try {
    await client.query('begin')
    await client.query("select pg_advisory_xact_lock(hashtextextended('daybook: roles', 0))")
    for (const statement of await missing(client, kind)) await client.query(statement)
    await client.query('commit')
  } catch (thrown) {
    await client.query('rollback').catch(() => {})
    if (thrown instanceof Error && 'code' in thrown && thrown.code === '42501')
      throw new Fault(
        'refused',
        'Daybook’s roles are missing and our database user may not create them.',
        `Let an administrator run: ${statements.join('; ')};`,
      )
    throw thrown
  } finally {
    client.release()
  }
}

async function missing(db: Pool | PoolClient, kind: 'embedded' | 'url'): Promise<readonly string[]> {
  const { rows } = await db.query(
    "select rolname, pg_has_role(current_user, oid, 'member') as mine from pg_roles where rolname = any($1)",
    [roles],
  )
  const found = new Map(Found.parse(rows).map(({ rolname, mine }) => [rolname, mine]))
  const { rows: names } = await db.query('select quote_ident(current_user) as me')
  const me = z.array(z.object({ me: z.string() })).parse(names)[0]?.me
  return roles.flatMap((role) => {
    const create = found.has(role) ? [] : [`create role ${role} ${kind === 'embedded' ? 'login' : 'nologin'}`]
    return kind === 'url' && found.get(role) !== true ? [...create, `grant ${role} to ${me}`] : create
  })
}
