import { sql } from 'kysely'
import type { Fact } from '#records/fact.ts'
import type { RunId } from '#records/ids.ts'
import { tokensOf } from '#records/tokens.ts'
import type { WithDb } from '../db.ts'

export interface KeptFacts {
  readonly facts: readonly Fact[]
  /** True: kept here as truth, since no CRM field holds it. False: shown to a subagent, so that a cited id can be looked up. */
  readonly stored: boolean
  readonly runId?: RunId
  readonly now: Date
}

const rowOf = (fact: Fact) => ({
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
  tokens: tokensOf(fact.value),
})

/**
 * Keeps facts by their id, which is the hash of the statement: a row that exists says the same. A mere sighting may
 * become a kept truth, never the other way round. Rows go in by id, so that two workers never wait for each other in a circle.
 */
export async function insertFacts({ db }: WithDb, { facts, stored, runId, now }: KeptFacts): Promise<void> {
  if (facts.length === 0) return
  await sql`
    insert into daybook.fact as f (id, account_id, subject, field, value, source, source_ref, observed_at, trust,
                                   tainted, tokens, stored, run_id, recorded_at)
    select id, account_id, subject, field, value, source, source_ref, observed_at, trust, tainted, tokens,
           ${stored}::boolean, ${runId ?? null}::text, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(facts.map(rowOf))}::jsonb)
      as told (id text, account_id text, subject jsonb, field text, value jsonb, source text, source_ref text,
               observed_at timestamptz, trust text, tainted boolean, tokens text[])
    order by id
    on conflict (id) do update set stored = f.stored or excluded.stored, tokens = excluded.tokens
    where (excluded.stored and not f.stored) or f.tokens is null`.execute(db)
}
