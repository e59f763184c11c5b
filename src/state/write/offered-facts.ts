import { sql } from 'kysely'
import type { Fact } from '#records/fact.ts'
import type { RunId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'

/**
 * Keeps every fact a subagent is shown, so that a cited id can always be looked up, also after the CRM's value moved
 * on. `on conflict do nothing`: the id is the hash of the statement, so a row that exists says the same; a kept truth
 * (`stored`) is never turned into a mere sighting, and a second worker on the same account does no harm.
 */
export async function offerFacts(
  { db }: WithDb,
  offer: { readonly runId: RunId; readonly facts: readonly Fact[]; readonly now: Date },
): Promise<void> {
  const rows = offer.facts.map((fact) => ({
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
                              stored, run_id, recorded_at)
    select id, account_id, subject, field, value, source, source_ref, observed_at, trust, tainted,
           false, ${offer.runId}::text, ${offer.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as offered (id text, account_id text, subject jsonb, field text, value jsonb, source text, source_ref text,
                  observed_at timestamptz, trust text, tainted boolean)
    order by id
    on conflict (id) do nothing`.execute(db)
}
