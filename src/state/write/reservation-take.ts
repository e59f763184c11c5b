import { sql } from 'kysely'
import * as z from 'zod'
import type { AccountId, RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

export interface Reservation {
  readonly scope: 'contact' | 'account' | 'domain'
  readonly value: string
  readonly until: Date
}

const Rows = z.array(z.object({ scope: z.string(), value: z.string() }))

/**
 * Reserves contact, account and domain for one order, in the order given, and says which of them another order has;
 * undefined: all are this order's now. Two commits at the same moment: the second waits for the first, then finds its
 * reservation. One that ran out is nobody's. When something is taken the caller must roll back.
 */
export async function takeReservations<R extends Reservation>(
  trx: Db,
  wanted: readonly R[],
  by: { readonly orderKey: string; readonly runId: RunId; readonly accountId: AccountId; readonly now: Date },
): Promise<R | undefined> {
  const { rows } = await sql`
    insert into daybook.reservation as r (scope, value, order_key, run_id, account_id, until)
    select scope, value, ${by.orderKey}, ${by.runId}, ${by.accountId}, until
    from jsonb_to_recordset(${JSON.stringify(wanted.map((one, place) => ({ ...one, place })))}::jsonb)
      as wanted (scope text, value text, until timestamptz, place int)
    order by place
    on conflict (scope, value) do update
    set order_key = excluded.order_key, run_id = excluded.run_id, account_id = excluded.account_id,
        until = excluded.until
    where r.order_key = excluded.order_key or r.until <= ${by.now}::timestamptz
    returning scope, value`.execute(trx)
  const ours = Rows.parse(rows)
  return wanted.find(({ scope, value }) => !ours.some((one) => one.scope === scope && one.value === value))
}
