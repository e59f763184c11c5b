import { sql } from 'kysely'
import * as z from 'zod'
import type { Claim } from '#records/claim.ts'
import { RunId, type AccountId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'
import { askTogether, instant } from './question.ts'
import { claimColumns, ClaimRow } from './claim-row.ts'

const Claims = z.array(ClaimRow)
const Asked = z.array(
  z.object({
    vendor: z.string(),
    field: z.string(),
    runId: RunId,
    at: z.string(),
    outcome: z.enum(['answered', 'nothing', 'failed']),
    why: z.string().nullable(),
  }),
)

/** All that vendors said about one account, settled or not, and when each was asked about what. */
export const vendorKnown = (
  { db }: WithDb,
  accountId: AccountId,
): Promise<{ readonly claims: readonly Claim[]; readonly asked: z.infer<typeof Asked> }> =>
  askTogether(db, {
    claims: {
      sql: sql`select ${claimColumns} from daybook.claim c where c.account_id = ${accountId}::text
               order by c.observed_at desc, c.id limit 500`,
      parse: (rows) => Claims.parse(rows),
    },
    asked: {
      sql: sql`select vendor, field, run_id as "runId", ${instant(sql`at`)} as at, outcome, why
               from daybook.vendor_asked where account_id = ${accountId}::text`,
      parse: (rows) => Asked.parse(rows),
    },
  })
