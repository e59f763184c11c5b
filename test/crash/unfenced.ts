import type { Pool, PoolClient } from 'pg'

type Query = (...asked: readonly unknown[]) => unknown

const open = (text: unknown): unknown =>
  typeof text === 'string'
    ? text.replaceAll(/and epoch = (\$\d+) and state = 'running'/g, 'and $1::int is not null')
    : text

/**
 * Sabotage: in this pool no statement asks for the epoch of a claim any more. What a worker that was presumed dead writes
 * then counts.
 */
export function unfenced(pool: Pool): void {
  const connect = pool.connect.bind(pool) as () => Promise<PoolClient>
  const asBefore = async (): Promise<PoolClient> => {
    const client = await connect()
    const query = client.query.bind(client) as Query
    const value: Query = (first, ...rest) => query(open(first), ...rest)
    return Object.create(client, { query: { value } }) as PoolClient
  }
  Object.assign(pool, { connect: asBefore })
}
