import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import type { SqlExecutor } from '#ports/sql-executor.ts'

/**
 * The database or an open transaction on it. No table types: we write SQL with the `sql` template and parse every row,
 * so a type would be a second, unchecked description of the same thing.
 *
 *     const { rows } = await sql`select …`.execute(db)
 *     await db.transaction().execute(async (tx) => { … })        // tx is a Db, too
 */
export type Db = Kysely<Record<string, never>>

/** What a query asks of its world. */
export interface WithDb {
  readonly db: Db
}

/** A Db over a pool that stays its owner's: close the pool, not the Db. */
export const openDb = (pool: Pool): Db => new Kysely({ dialect: new PostgresDialect({ pool }) })

/** The same transaction for those who speak plain SQL with $1, $2 (the queue): a rollback takes their work back, too. */
export const executor = (tx: Db): SqlExecutor => ({
  async executeSql(text, values = []) {
    const { rows } = await tx.executeQuery(CompiledQuery.raw(text, [...values]))
    return { rows }
  },
})
