import { sql } from 'kysely'
import * as z from 'zod'
import { Claim } from '#records/claim.ts'
import { instant } from './question.ts'

/** What ClaimRow needs, of `c` (claim). */
export const claimColumns = sql`
  c.id, c.account_id as "accountId", c.field, c.value, c.vendor, ${instant(sql`c.observed_at`)} as "observedAt",
  c.range_min as min, c.range_max as max, c.unit, c.confidence, c.micro_usd as "microUsd"`

/** A row of daybook.claim as the record it stands for. */
export const ClaimRow = z
  .object({
    min: z.number().nullable(),
    max: z.number().nullable(),
    unit: z.string().nullable(),
    confidence: z.number().nullable(),
  })
  .loose()
  .transform(({ min, max, unit, confidence, ...row }): unknown => ({
    ...row,
    ...(min === null ? {} : { range: { min, max } }),
    ...(unit === null ? {} : { unit }),
    ...(confidence === null ? {} : { confidence }),
  }))
  .pipe(Claim)
