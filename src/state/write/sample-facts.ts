import { sql } from 'kysely'
import type { Fact } from '#records/fact.ts'
import type { WithDb } from '../db.ts'

/** Keeps vendors' facts of a sample book as truth. `on conflict do nothing`: a loading that was cut off is begun again. */
export async function putSampleFacts(
  { db }: WithDb,
  { facts, now }: { readonly facts: readonly Fact[]; readonly now: Date },
): Promise<void> {
  if (facts.length === 0) return
  const rows = facts.map((fact) => ({
    id: fact.id,
    account_id: fact.accountId,
    subject: fact.subject,
    field: fact.field,
    value: fact.value,
    source: fact.source,
    source_ref: fact.sourceRef,
    observed_at: fact.observedAt,
    trust: fact.trust,
    tainted: fact.tainted,
  }))
  await sql`
    insert into daybook.fact (id, account_id, subject, field, value, source, source_ref, observed_at, trust, tainted,
                              stored, recorded_at)
    select id, account_id, subject, field, value, source, source_ref, observed_at, trust, tainted,
           true, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as told (id text, account_id text, subject jsonb, field text, value jsonb, source text, source_ref text,
               observed_at timestamptz, trust text, tainted boolean)
    on conflict (id) do nothing`.execute(db)
}
