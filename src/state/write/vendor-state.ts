import { sql } from 'kysely'
import type { VendorHealth } from '#records/vendor-health.ts'
import type { WithDb } from '../db.ts'

/** Keeps how vendors behave, for `doctor` and others who did not ask them themselves. The last writer's word stands. */
export async function putVendorStates(
  { db }: WithDb,
  vendors: readonly VendorHealth[],
  now: Date,
): Promise<void> {
  if (vendors.length === 0) return
  await sql`
    insert into daybook.vendor_state (vendor, state, calls, failures, rejected, last_error, at)
    select name, state, calls, failures, rejected, "lastError", ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(vendors)}::jsonb)
      as seen (name text, state text, calls int, failures int, rejected int, "lastError" text)
    order by name
    on conflict (vendor) do update
      set state = excluded.state, calls = excluded.calls, failures = excluded.failures,
          rejected = excluded.rejected, last_error = excluded.last_error, at = excluded.at`.execute(db)
}
