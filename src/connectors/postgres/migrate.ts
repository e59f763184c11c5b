// Numbered plain SQL, forward only. Chosen against: starting on a schema we do not know (an older program writing into a
// newer schema corrupts quietly). Accepted instead: it refuses to start, and says what to do.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import { Fault } from '#base/fault.ts'

/** One step: `name` begins with its number (`000001.sql`), `text` is SQL without transaction commands. */
export interface Migration {
  readonly name: string
  readonly text: string
}

/** A schema and all its steps from 1 on, in order. `schema` is ours, never a user's. */
export interface Schema {
  readonly schema: string
  readonly files: readonly Migration[]
}

export interface Migrated {
  /** The version the database now has. */
  readonly version: number
  /** The names of the steps taken by this call. */
  readonly applied: readonly string[]
}

/** The `.sql` files of a folder in the order of their numbers. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })))
}

const Applied = z.array(z.object({ version: z.int(), name: z.string(), hash: z.string() }))
// Line ends are not content: a Windows checkout must give the same hash.
const hashOf = ({ text }: Migration) =>
  createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')

/**
 * Brings the schema up to date as the owner, each step in a transaction of its own together with its mark in
 * `<schema>.migration`: a crash leaves the old version or the new one. Many processes may call it at once; one works,
 * the others wait (up to two minutes). Throws Fault 'refused' when the schema is newer than this program or an applied file was
 * changed; nothing has been altered then. A step that fails is a bug and goes up as a plain Error with its name.
 */
export async function migrate(owner: Pool, { schema, files }: Schema): Promise<Migrated> {
  files.forEach(({ name }, at) => {
    if (Number.parseInt(name, 10) !== at + 1)
      throw new Error(`migration ${name} of schema ${schema} should have the number ${at + 1}`)
  })
  const client = await owner.connect()
  try {
    // Others may be in the middle of a long step; the usual 2 seconds of waiting would be too short.
    await client.query("set lock_timeout = '120s'")
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`daybook: migrate ${schema}`])
    const done = await readMarks(client, schema)
    check({ schema, files }, done)
    const open = files.slice(done.length)
    for (const file of open) await take(client, schema, file)
    return { version: files.length, applied: open.map(({ name }) => name) }
  } finally {
    client.release(true) // with its lock and its lock_timeout
  }
}

async function readMarks(client: PoolClient, schema: string): Promise<z.infer<typeof Applied>> {
  const name = client.escapeIdentifier(schema)
  const { rows: known } = await client.query('select to_regclass($1) is not null as known', [
    `${name}.migration`,
  ])
  if (!z.array(z.object({ known: z.boolean() })).parse(known)[0]?.known) {
    await createSchema(client, name)
    await client.query(
      `create table ${name}.migration (version int primary key, name text not null, hash text not null,
                                       at timestamptz not null default now())`,
    )
  }
  const { rows } = await client.query(`select version, name, hash from ${name}.migration order by version`)
  return Applied.parse(rows)
}

async function createSchema(client: PoolClient, name: string): Promise<void> {
  try {
    await client.query(`create schema if not exists ${name}`)
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === '42501')
      throw new Fault(
        'refused',
        `Our database user may not create the schema ${name}.`,
        'Let an administrator run: grant create on database <name> to <user>;',
      )
    throw thrown
  }
}

function check({ schema, files }: Schema, done: z.infer<typeof Applied>): void {
  if (done.length > files.length)
    throw new Fault(
      'refused',
      `The database is newer than this Daybook: schema ${schema} has version ${done.length}, this program knows ${files.length}.`,
      'Upgrade Daybook on this machine; nothing was changed.',
    )
  for (const [at, mark] of done.entries()) {
    const file = files[at]
    if (file && hashOf(file) !== mark.hash)
      throw new Fault(
        'refused',
        `Migration ${file.name} of schema ${schema} was changed after it had been applied to this database.`,
        'Restore the file as it was and put the change into a new one.',
      )
  }
}

async function take(client: PoolClient, schema: string, file: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(file.text)
    await client.query(
      `insert into ${client.escapeIdentifier(schema)}.migration (version, name, hash) values ($1, $2, $3)`,
      [Number.parseInt(file.name, 10), file.name, hashOf(file)],
    )
    await client.query('commit')
  } catch (thrown) {
    await client.query('rollback').catch(() => {})
    throw new Error(`migration ${file.name} of schema ${schema} failed: ${String(thrown)}`, { cause: thrown })
  }
}
