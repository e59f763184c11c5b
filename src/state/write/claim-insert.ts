import { sql } from 'kysely'
import type { Claim } from '#records/claim.ts'
import type { WithDb } from '../db.ts'

/**
 * Keeps what vendors said, by the claim's id: what is there already stays as it is. `ref` is the vendor's id of the
 * answer. Idempotent.
 */
export async function insertClaims(
  { db }: WithDb,
  claims: readonly Claim[],
  ref: string | null = null,
): Promise<void> {
  if (claims.length === 0) return
  const rows = claims.map((claim) => ({
    id: claim.id,
    account_id: claim.accountId,
    field: claim.field,
    value: claim.value,
    vendor: claim.vendor,
    observed_at: claim.observedAt,
    range_min: claim.range?.min,
    range_max: claim.range?.max,
    unit: claim.unit,
    confidence: claim.confidence,
    micro_usd: claim.microUsd ?? 0,
  }))
  await sql`
    insert into daybook.claim (id, account_id, field, value, vendor, observed_at, range_min, range_max, unit, confidence,
                               micro_usd, ref)
    select id, account_id, field, value, vendor, observed_at, range_min, range_max, unit, confidence, micro_usd,
           ${ref}::text
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as claimed (id text, account_id text, field text, value jsonb, vendor text, observed_at timestamptz,
                  range_min double precision, range_max double precision, unit text, confidence double precision,
                  micro_usd bigint)
    order by id
    on conflict (id) do nothing`.execute(db)
}
