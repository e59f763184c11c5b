import { sql } from 'kysely'
import type { AccountId, RunId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'

/** What came of one question, field by field. */
export interface AskedNow {
  readonly accountId: AccountId
  readonly vendor: string
  readonly runId: RunId
  readonly fields: readonly { readonly field: string; readonly outcome: 'answered' | 'nothing' | 'failed' }[]
  readonly why: string | null
  readonly now: Date
}

/** Marks a vendor as asked. The newest mark of a field stands; idempotent. */
export async function markAsked(
  { db }: WithDb,
  { accountId, vendor, runId, fields, why, now }: AskedNow,
): Promise<void> {
  await sql`
    insert into daybook.vendor_asked (account_id, vendor, field, run_id, at, outcome, why)
    select ${accountId}, ${vendor}, field, ${runId}, ${now}, outcome, ${why}::text
    from jsonb_to_recordset(${JSON.stringify(fields)}::jsonb) as asked (field text, outcome text)
    on conflict (account_id, vendor, field) do update
      set run_id = excluded.run_id, at = excluded.at, outcome = excluded.outcome, why = excluded.why`.execute(
    db,
  )
}
