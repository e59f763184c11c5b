import { sql } from 'kysely'
import * as z from 'zod'
import { VendorHealth } from '#records/vendor-health.ts'
import type { WithDb } from '../db.ts'

const Row = VendorHealth.extend({ at: z.date() })

/** How each vendor behaved when it was last asked, by name. */
export async function vendorStates({ db }: WithDb): Promise<readonly z.infer<typeof Row>[]> {
  const { rows } = await sql`
    select vendor as name, state, calls, failures, rejected, last_error as "lastError", at
    from daybook.vendor_state order by vendor`.execute(db)
  return z.array(Row).parse(rows)
}
