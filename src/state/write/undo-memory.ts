import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** Forgets what was remembered under an effect's key. Idempotent. */
export async function forgetMemory(trx: Db, key: string): Promise<void> {
  await sql`delete from daybook.memory where key = ${key}`.execute(trx)
}
