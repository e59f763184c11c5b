import { sql } from 'kysely'
import * as z from 'zod'
import type { Claim } from '#records/claim.ts'
import type { AccountId } from '#records/ids.ts'
import type { Question } from './question.ts'
import { claimColumns, ClaimRow } from './claim-row.ts'

const Rows = z.array(ClaimRow)

/** What vendors say about one account and nobody has settled yet: of each its newest word on a field, newest first. */
export const briefClaims = (accountId: AccountId): Question<Claim[]> => ({
  sql: sql`
    select ${claimColumns} from (
      select distinct on (vendor, field) *
      from daybook.claim
      where account_id = ${accountId}::text and settled_by is null
      order by vendor, field, observed_at desc, id) as c
    order by c.observed_at desc, c.id
    limit 100`,
  parse: (rows) => Rows.parse(rows),
})
