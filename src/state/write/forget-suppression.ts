import { sql } from 'kysely'
import * as z from 'zod'
import type { Suppression } from '#records/suppression.ts'
import type { Db } from '../db.ts'

/**
 * Puts a keyed hash on the list of whom nobody may write to, in the place of the value itself. Gives the hash, and
 * whether that changed anything. Idempotent.
 */
export async function forgetSuppression(
  trx: Db,
  { scope, value }: Pick<Suppression, 'scope' | 'value'>,
): Promise<{ readonly keyed: string; readonly isNew: boolean }> {
  const { rows } = await sql`
    select daybook.keyed(${value}) as keyed, daybook.erase_suppression(${scope}, ${value}) as "isNew"`.execute(
    trx,
  )
  return z.tuple([z.object({ keyed: z.string(), isNew: z.boolean() })]).parse(rows)[0]
}
