import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/**
 * The accounts of these where something is under way: worked now, or decided and not seen through. Holds their places in
 * runs until the transaction ends, so that nobody begins or records anything there meanwhile.
 */
export async function unfinishedAt(trx: Db, accountIds: readonly AccountId[]): Promise<readonly AccountId[]> {
  const { rows } = await sql`
    with held as (
      select account_id, state from daybook.work_item where account_id = any(${[...accountIds]}::text[])
      order by id for update
    )
    select account_id as id from held where state = 'running'
    union select account_id from daybook.effect where state = 'pending' and account_id = any(${[...accountIds]}::text[])
    union select account_id from daybook.undo_step where state = 'pending' and account_id = any(${[...accountIds]}::text[])
    order by id`.execute(trx)
  return z
    .array(z.object({ id: AccountId }))
    .parse(rows)
    .map(({ id }) => id)
}
