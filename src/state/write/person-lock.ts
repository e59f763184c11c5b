import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** Waits until no other process tries a secret, and keeps others waiting until this transaction ends. */
export async function waitForProofs(trx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(78, 2)`.execute(trx)
}
