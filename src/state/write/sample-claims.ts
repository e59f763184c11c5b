import { sql } from 'kysely'
import type { Claim } from '#records/claim.ts'
import type { WithDb } from '../db.ts'

/** Adds vendors' claims of a sample book. `on conflict do nothing`: a loading that was cut off is begun again. */
export async function putSampleClaims({ db }: WithDb, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return
  const rows = claims.map((claim) => ({
    id: claim.id,
    account_id: claim.accountId,
    field: claim.field,
    value: claim.value,
    vendor: claim.vendor,
    observed_at: claim.observedAt,
  }))
  await sql`
    insert into daybook.claim (id, account_id, field, value, vendor, observed_at)
    select id, account_id, field, value, vendor, observed_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as claimed (id text, account_id text, field text, value jsonb, vendor text, observed_at timestamptz)
    on conflict (id) do nothing`.execute(db)
}
