import { sql } from 'kysely'
import * as z from 'zod'
import type { AccountId, RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

export interface Reservation {
  readonly scope: 'contact' | 'account' | 'domain'
  readonly value: string
  readonly until: Date
}

/**
 * Reserves a contact, account or domain for one order, and says whose it is now. Two commits at the same moment: the
 * second waits for the first, then finds the first's key. A reservation that ran out is nobody's.
 */
export async function takeReservation(
  trx: Db,
  wanted: Reservation,
  by: { readonly orderKey: string; readonly runId: RunId; readonly accountId: AccountId; readonly now: Date },
): Promise<string> {
  const taken = await sql`
    insert into daybook.reservation as r (scope, value, order_key, run_id, account_id, until)
    values (${wanted.scope}, ${wanted.value}, ${by.orderKey}, ${by.runId}, ${by.accountId},
            ${wanted.until}::timestamptz)
    on conflict (scope, value) do update
    set order_key = excluded.order_key, run_id = excluded.run_id, account_id = excluded.account_id,
        until = excluded.until
    where r.order_key = excluded.order_key or r.until <= ${by.now}::timestamptz
    returning order_key`.execute(trx)
  const found =
    taken.rows.length > 0
      ? taken.rows
      : (
          await sql`select order_key from daybook.reservation
                    where scope = ${wanted.scope} and value = ${wanted.value}`.execute(trx)
        ).rows
  return z.array(z.object({ order_key: z.string() })).parse(found)[0]?.order_key ?? ''
}
