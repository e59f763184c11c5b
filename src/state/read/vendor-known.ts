import { sql } from 'kysely'
import * as z from 'zod'
import type { Claim } from '#records/claim.ts'
import { RunId, type AccountId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'
import { ClaimRow } from './claim-row.ts'

const AskedRow = z
  .object({
    vendor: z.string(),
    field: z.string(),
    run_id: RunId,
    at: z.date(),
    outcome: z.enum(['answered', 'nothing', 'failed']),
    why: z.string().nullable(),
  })
  .transform(({ run_id: runId, at, ...row }) => ({ ...row, runId, at: at.toISOString() }))

/** All that vendors said about one account, settled or not, and when each was asked about what. */
export async function vendorKnown(
  { db }: WithDb,
  accountId: AccountId,
): Promise<{ readonly claims: readonly Claim[]; readonly asked: readonly z.infer<typeof AskedRow>[] }> {
  const [claims, asked] = await Promise.all([
    sql`select * from daybook.claim where account_id = ${accountId}::text
        order by observed_at desc, id limit 500`.execute(db),
    sql`select vendor, field, run_id, at, outcome, why from daybook.vendor_asked
        where account_id = ${accountId}::text`.execute(db),
  ])
  return { claims: z.array(ClaimRow).parse(claims.rows), asked: z.array(AskedRow).parse(asked.rows) }
}
