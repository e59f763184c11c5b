import { sql } from 'kysely'
import type { Fact } from '#records/fact.ts'
import type { RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** Keeps a fact that stands in no CRM field. One that was only seen before becomes a kept one; its id says the same thing. */
export async function keepFact(
  trx: Db,
  kept: { readonly fact: Fact; readonly runId: RunId; readonly now: Date },
): Promise<void> {
  const { fact } = kept
  await sql`
    insert into daybook.fact as f (id, account_id, subject, field, value, source, source_ref, observed_at, trust,
                                   tainted, stored, run_id, recorded_at)
    values (${fact.id}, ${fact.accountId}, ${JSON.stringify(fact.subject)}::jsonb, ${fact.field},
            ${JSON.stringify(fact.value)}::jsonb, ${fact.source}, ${fact.sourceRef}, ${fact.observedAt}::timestamptz,
            ${fact.trust}, ${fact.tainted}, true, ${kept.runId}, ${kept.now}::timestamptz)
    on conflict (id) do update set stored = true where not f.stored`.execute(trx)
}
