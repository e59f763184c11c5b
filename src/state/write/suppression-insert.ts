import { sql } from 'kysely'
import type { Suppression } from '#records/suppression.ts'
import type { Db } from '../db.ts'

/** Suppresses somebody. False: they are already; the first reason stands. The program can add here, never remove. */
export async function insertSuppression(trx: Db, one: Suppression): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into daybook.suppression (scope, value, reason, at)
    values (${one.scope}, ${one.value}, ${one.reason}, ${one.at}::timestamptz)
    on conflict (scope, value) do nothing`.execute(trx)
  return numAffectedRows === 1n
}
