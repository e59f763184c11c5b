import { createHash, randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Pool } from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { openCluster } from '#connectors/postgres/cluster.ts'
import { connect, type Pools } from '#connectors/postgres/connect.ts'
import { migrate, readMigrations, type Schema } from '#connectors/postgres/migrate.ts'
import { openDb, type Db } from '#state/db.ts'
import { throwAway } from './global.ts'

/** One empty, migrated database of its own. */
export interface TestDatabase {
  readonly name: string
  /** Socket folder, the `host` for `pg` and pg-boss. */
  readonly socket: string
  readonly pools: Pools
  /** Over `pools.app`, `pools.read` and `pools.owner`. */
  readonly db: Db
  readonly readDb: Db
  readonly ownerDb: Db
  /** Closes the pools and drops the database, whoever else is still connected. */
  drop(): Promise<void>
}

const folder = fileURLToPath(new URL('../../sql', import.meta.url))

/** A database cloned from a template that has `sql/` and the given further schemas (crm-local's) applied. */
export async function freshDatabase(...more: readonly Schema[]): Promise<TestDatabase> {
  const cluster = await openCluster(inject('clusterHome'), { settings: throwAway })
  const schemas = [{ schema: 'daybook', files: await readMigrations(folder) }, ...more]
  const template = await ensureTemplate(cluster.socket, schemas)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(cluster.socket, (admin) => admin.query(`create database ${name} template ${template}`))
  const pools = await connect({ kind: 'embedded', socket: cluster.socket, database: name })
  return {
    name,
    socket: cluster.socket,
    pools,
    db: openDb(pools.app),
    readDb: openDb(pools.read),
    ownerDb: openDb(pools.owner),
    async drop() {
      await pools.close()
      await asAdmin(cluster.socket, (admin) => admin.query(`drop database ${name} with (force)`))
      await cluster.close()
    },
  }
}

/** For a whole test file: made before its tests, dropped after. Call it at the top level; ask the result inside tests. */
export function useDatabase(...more: readonly Schema[]): () => TestDatabase {
  let made: TestDatabase | undefined
  beforeAll(async () => {
    made = await freshDatabase(...more)
  })
  afterAll(() => made?.drop())
  return () => {
    if (!made) throw new Error('the database exists only while tests and their hooks run')
    return made
  }
}

async function asAdmin<T>(socket: string, work: (admin: Pool) => Promise<T>): Promise<T> {
  const { owner, close } = await connect({ kind: 'embedded', socket, database: 'postgres' })
  return work(owner).finally(close)
}

/** Made once per content of the schemas, by whichever test process comes first. */
async function ensureTemplate(socket: string, schemas: readonly Schema[]): Promise<string> {
  const name = `template_${createHash('sha256').update(JSON.stringify(schemas)).digest('hex').slice(0, 12)}`
  await asAdmin(socket, async (admin) => {
    const client = await admin.connect()
    try {
      await client.query("set lock_timeout = '60s'")
      await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name])
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
      if (rowCount === 0) await makeTemplate(socket, client, { name, schemas })
    } finally {
      client.release(true)
    }
  })
  return name
}

async function makeTemplate(
  socket: string,
  admin: { query(text: string): Promise<unknown> },
  { name, schemas }: { name: string; schemas: readonly Schema[] },
): Promise<void> {
  // Renamed only when complete: a failed migration must not leave a template that looks done.
  const draft = `${name}_draft`
  await admin.query(`drop database if exists ${draft}`)
  await admin.query(`create database ${draft}`)
  const pools = await connect({ kind: 'embedded', socket, database: draft })
  try {
    for (const schema of schemas) await migrate(pools.owner, schema)
  } finally {
    await pools.close()
  }
  await admin.query(`alter database ${draft} rename to ${name}`)
}
