import * as z from 'zod'
import { Claim } from '#records/claim.ts'

/** A row of daybook.claim as the record it stands for. */
export const ClaimRow = z
  .object({
    id: z.string(),
    account_id: z.string(),
    field: z.string(),
    value: z.json(),
    vendor: z.string(),
    observed_at: z.date(),
    range_min: z.number().nullable(),
    range_max: z.number().nullable(),
    unit: z.string().nullable(),
    confidence: z.number().nullable(),
    micro_usd: z.coerce.number(),
  })
  .transform(({ range_min: min, range_max: max, unit, confidence, ...row }) =>
    Claim.parse({
      id: row.id,
      accountId: row.account_id,
      field: row.field,
      value: row.value,
      vendor: row.vendor,
      observedAt: row.observed_at.toISOString(),
      microUsd: row.micro_usd,
      ...(min === null ? {} : { range: { min, max } }),
      ...(unit === null ? {} : { unit }),
      ...(confidence === null ? {} : { confidence }),
    }),
  )
