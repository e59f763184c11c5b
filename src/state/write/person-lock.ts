import { sql } from 'kysely'
import type { Db } from '../db.ts'

/**
 * Waits until no other process tries a secret, and keeps others waiting until this transaction ends. Each try takes a
 * moment on purpose, so whoever stands in a row of them waits longer than for anything else.
 */
export async function waitForProofs(trx: Db): Promise<void> {
  await sql`set local lock_timeout = '30s'`.execute(trx)
  await sql`select pg_advisory_xact_lock(78, 2)`.execute(trx)
}
