// The tables as text, the way COPY would write them: one consistent moment, whoever writes meanwhile. Chosen against: the
// server's own tools, which the built-in Postgres comes without.
import type { PoolClient } from 'pg'
import * as z from 'zod'

/** A table and its columns, in order, each with its type. */
export const DumpedTable = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
})
export type DumpedTable = z.infer<typeof DumpedTable>

/** A step already taken in a schema, as `migrate` marks it. */
export const DumpedMigration = z.object({ version: z.int(), name: z.string(), hash: z.string() })

const pageSize = 100

/** Begins to read: from here on the client sees one moment. It writes and reads texts that mean the same on every server. */
export async function beginSnapshot(client: PoolClient): Promise<void> {
  await client.query('begin isolation level repeatable read, read only')
  await client.query("set local idle_in_transaction_session_timeout = 0; set local timezone = 'UTC'")
  await client.query("set local datestyle = 'ISO'; set local intervalstyle = 'postgres'")
}

/** All tables of the schemas, without the marks of migrations. */
export async function tablesOf(
  client: PoolClient,
  schemas: readonly string[],
): Promise<readonly DumpedTable[]> {
  const { rows } = await client.query(
    `select n.nspname as schema, c.relname as name,
            json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
                     order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where n.nspname = any($1) and c.relkind = 'r' and c.relname <> 'migration'
     group by n.nspname, c.relname order by n.nspname, c.relname`,
    [schemas],
  )
  return z.array(DumpedTable).parse(rows)
}

export async function migrationsOf(client: PoolClient, schema: string) {
  const { rows } = await client.query(
    `select version, name, hash from ${client.escapeIdentifier(schema)}.migration order by version`,
  )
  return z.array(DumpedMigration).parse(rows)
}

const nameOf = (client: PoolClient, { schema, name }: DumpedTable): string =>
  `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`

const Line = z.array(z.object({ line: z.string() }))

/** The rows of a table as JSON arrays of texts, a page in memory at a time. Needs `beginSnapshot`. */
export async function* rowsOf(client: PoolClient, table: DumpedTable): AsyncGenerator<string, void> {
  const values = table.columns.map(({ name }) => `${client.escapeIdentifier(name)}::text`).join(', ')
  await client.query(
    `declare reader no scroll cursor for select json_build_array(${values})::text as line from ${nameOf(client, table)}`,
  )
  for (;;) {
    const rows = Line.parse((await client.query(`fetch ${pageSize} from reader`)).rows)
    for (const { line } of rows) yield line
    if (rows.length < pageSize) break
  }
  await client.query('close reader')
}

/** Begins to write: empties the tables, and takes rows in any order. */
export async function beginLoad(client: PoolClient, tables: readonly DumpedTable[]): Promise<void> {
  await client.query('begin')
  await client.query("set local idle_in_transaction_session_timeout = 0; set local timezone = 'UTC'")
  await client.query("set local session_replication_role = 'replica'")
  if (tables.length > 0)
    await client.query(`truncate ${tables.map((table) => nameOf(client, table)).join(', ')} cascade`)
}

/** Writes rows that `rowsOf` gave. */
export async function loadRows(
  client: PoolClient,
  table: DumpedTable,
  lines: readonly string[],
): Promise<void> {
  if (lines.length === 0) return
  const names = table.columns.map(({ name }) => client.escapeIdentifier(name)).join(', ')
  const values = table.columns.map(({ type }, at) => `(v ->> ${at})::${type}`).join(', ')
  await client.query(
    `insert into ${nameOf(client, table)} (${names}) overriding system value
     select ${values} from json_array_elements($1::json) v`,
    [`[${lines.join(',')}]`],
  )
}

/** Lets the numbers that tables give out go on where they were. */
export async function advanceSequences(client: PoolClient, tables: readonly DumpedTable[]): Promise<void> {
  for (const table of tables) {
    const { rows } = await client.query(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attidentity <> ''`,
      [nameOf(client, table)],
    )
    for (const { name } of z.array(z.object({ name: z.string() })).parse(rows)) {
      const column = client.escapeIdentifier(name)
      await client.query(
        `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${column}), 1), max(${column}) is not null)
         from ${nameOf(client, table)}`,
        [nameOf(client, table), name],
      )
    }
  }
}
