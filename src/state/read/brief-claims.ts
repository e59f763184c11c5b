import { sql } from 'kysely'
import * as z from 'zod'
import { Claim } from '#records/claim.ts'
import type { AccountId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'
import { ClaimRow } from './claim-row.ts'

/** What vendors say about one account and nobody has settled yet: of each its newest word on a field, newest first. */
export async function briefClaims({ db }: WithDb, accountId: AccountId): Promise<readonly Claim[]> {
  const { rows } = await sql`
    select * from (
      select distinct on (vendor, field) *
      from daybook.claim
      where account_id = ${accountId}::text and settled_by is null
      order by vendor, field, observed_at desc, id) as newest
    order by observed_at desc, id
    limit 100`.execute(db)
  return z.array(ClaimRow).parse(rows)
}
