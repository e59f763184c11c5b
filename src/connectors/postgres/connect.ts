import type { Pool } from 'pg'
import { faultOf } from './fault-of.ts'
import { poolOf, whereIs, type Target } from './pools.ts'
import { ensureRoles } from './roles.ts'

/** One pool per right. `owner` is for migrations only; nothing of the day's work uses it. */
export interface Pools {
  readonly owner: Pool
  readonly app: Pool
  readonly read: Pool
  readonly crm: Pool
  /** For messages: the socket folder or host:port. */
  readonly where: string
  /** Waits for connections in use. May be called twice. */
  close(): Promise<void>
}

/**
 * Opens the pools after a look whether the database answers, and creates the roles if they are missing; tables come
 * with `migrate`. Throws Fault 'down' (unreachable), 'refused' (login, database, rights) or 'throttled', each naming
 * host:port and the next step, never the password.
 */
export async function connect(target: Target): Promise<Pools> {
  const where = whereIs(target)
  const owner = poolOf(target, undefined, 4)
  try {
    await owner.query('select 1')
    await ensureRoles(owner, target.kind)
  } catch (thrown) {
    await owner.end()
    throw faultOf(thrown, where) ?? thrown
  }
  const others = {
    app: poolOf(target, 'daybook_app', 10),
    read: poolOf(target, 'daybook_read', 6),
    crm: poolOf(target, 'daybook_crm', 6),
  }
  let closing: Promise<void> | undefined
  const end = async () => {
    await Promise.all([owner, ...Object.values(others)].map((pool) => pool.end()))
  }
  return { owner, ...others, where, close: () => (closing ??= end()) }
}
