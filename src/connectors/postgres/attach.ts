import { Client } from 'pg'
import type { Place } from './place.ts'

/** The lock every user of a cluster shares; who gets it alone is the last one. Taken in the database `postgres`. */
const usersLock = "hashtextextended('daybook: users of this cluster', 0)"
/** Makes "is it there? then create it" one step among processes. */
const createLock = "hashtextextended('daybook: creating a database', 0)"

/** What an attempt to attach met: a usable connection, no server, one that is coming or going, or real trouble. */
export type Attempt =
  | { readonly kind: 'attached'; readonly client: Client }
  | { readonly kind: 'absent' }
  | { readonly kind: 'changing' }
  | { readonly kind: 'trouble'; readonly error: Error }

/** Connects through the socket and takes the shared lock for as long as the connection lives. Never throws. */
export async function attach(place: Place): Promise<Attempt> {
  const client = new Client({
    host: place.sock,
    port: 5432,
    user: 'daybook',
    database: 'postgres',
    application_name: 'daybook keeper',
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  })
  client.on('error', () => {}) // a server that goes away is noticed by 'end'; unheard, this would end the process
  try {
    await client.connect()
    await client.query(`select pg_advisory_lock_shared(${usersLock})`)
    return { kind: 'attached', client }
  } catch (thrown) {
    await client.end().catch(() => {})
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    return classify(error)
  }
}

const absent = new Set(['ENOENT', 'ECONNREFUSED'])
// Starting up, shutting down, crashed and recovering, out of connections, cut off.
const changing = new Set(['57P01', '57P02', '57P03', '53300', 'ECONNRESET', 'EPIPE'])

/** @internal exported for its table test */
export function classify(error: Error): Attempt {
  const code = 'code' in error ? String(error.code) : ''
  if (absent.has(code)) return { kind: 'absent' }
  if (changing.has(code) || /terminated|timeout|Connection ended/i.test(error.message))
    return { kind: 'changing' }
  return { kind: 'trouble', error }
}

/** Gives up our share of the lock; true if nobody else holds one, and then nobody can take one until we stop. */
export async function isLastOut(client: Client): Promise<boolean> {
  await client.query(`select pg_advisory_unlock_shared(${usersLock})`)
  const { rows } = await client.query<{ last: boolean }>(`select pg_try_advisory_lock(${usersLock}) as last`)
  return rows[0]?.last === true
}

/** Creates the database unless it is there. `name` is ours, never a user's. */
export async function ensureDatabase(client: Client, name: string): Promise<void> {
  await client.query(`select pg_advisory_lock(${createLock})`)
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.query(`select pg_advisory_unlock(${createLock})`)
  }
}
