import { sql } from 'kysely'
import type { AccountId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** The question of one field is answered: none of its claims is open any more. Which one was picked is a kept fact. */
export async function settleClaims(
  trx: Db,
  settled: { readonly accountId: AccountId; readonly field: string; readonly by: string },
): Promise<void> {
  await sql`
    update daybook.claim set settled_by = ${settled.by}
    where account_id = ${settled.accountId} and field = ${settled.field} and settled_by is null`.execute(trx)
}
