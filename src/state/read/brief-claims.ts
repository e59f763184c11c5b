import { sql } from 'kysely'
import * as z from 'zod'
import { Claim } from '#records/claim.ts'
import type { AccountId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'

const Row = z
  .object({
    id: z.string(),
    account_id: z.string(),
    field: z.string(),
    value: z.json(),
    vendor: z.string(),
    observed_at: z.date(),
  })
  .transform((row) =>
    Claim.parse({
      id: row.id,
      accountId: row.account_id,
      field: row.field,
      value: row.value,
      vendor: row.vendor,
      observedAt: row.observed_at.toISOString(),
    }),
  )

/** What vendors say about one account and nobody has settled yet, newest first. */
export async function briefClaims({ db }: WithDb, accountId: AccountId): Promise<readonly Claim[]> {
  const { rows } = await sql`
    select id, account_id, field, value, vendor, observed_at
    from daybook.claim
    where account_id = ${accountId}::text and settled_by is null
    order by observed_at desc, id
    limit 100`.execute(db)
  return z.array(Row).parse(rows)
}
