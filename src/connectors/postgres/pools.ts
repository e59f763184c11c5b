import { Pool, types, type PoolConfig } from 'pg'
import { prepareRepeated } from './prepare.ts'
import type { Role } from './roles.ts'

/** Where the database is: an embedded cluster's socket folder, or somebody's own server. */
export type Target =
  | { readonly kind: 'embedded'; readonly socket: string; readonly database?: string }
  | { readonly kind: 'url'; readonly url: string }

/** Host and port for messages. Never the URL itself: it holds the password. */
export function whereIs(target: Target): string {
  if (target.kind === 'embedded') return target.socket
  const url = new URL(target.url)
  const host = url.searchParams.get('host') ?? (url.hostname || 'localhost')
  return host.startsWith('/') ? host : `${host}:${url.port || '5432'}`
}

/**
 * A pool that acts as `role` (`undefined`: the owner). Nothing is connected yet.
 * Embedded: logs in as the role. By URL: logs in as the URL's user and starts as the role, so one login is enough.
 */
export function poolOf(target: Target, role: Role | undefined, max: number): Pool {
  const pool = new Pool({
    ...address(target, role),
    max,
    application_name: `daybook ${role ?? 'owner'}`,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // Without these two, one frozen process with an open transaction stops every other one. Milliseconds.
    idle_in_transaction_session_timeout: 5000,
    lock_timeout: 2000,
    types: { getTypeParser: parserFor },
  })
  // Unheard 'error' events end the process; a lost connection shows at its next use anyway. Both are needed:
  // the pool reports only idle clients.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
    prepareRepeated(client)
  })
  return pool
}

function address(target: Target, role: Role | undefined): PoolConfig {
  if (target.kind === 'embedded')
    return {
      host: target.socket,
      port: 5432,
      user: role ?? 'daybook',
      database: target.database ?? 'daybook',
    }
  // Into the URL itself: what a URL says wins over the settings beside it, and then the role would be lost.
  const url = new URL(target.url)
  const given = url.searchParams.get('options') ?? ''
  // UTC like the embedded server: a `::date` must not depend on whose server it is.
  const ours = `-c TimeZone=UTC ${role === undefined ? '' : `-c role=${role}`}`
  url.searchParams.set('options', `${given} ${ours}`.trim())
  return { connectionString: url.toString() }
}

const int8 = 20
const date = 1082

/** As `pg` does, but: bigint (every count) is a number where it fits, and a date stays `YYYY-MM-DD`, not local midnight. */
function parserFor(oid: number, format?: 'text' | 'binary') {
  if (format === 'binary') return types.getTypeParser(oid, format)
  if (oid === date) return (text: string) => text
  if (oid === int8) return (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : text)
  return types.getTypeParser(oid, 'text')
}
