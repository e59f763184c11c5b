import { sql } from 'kysely'
import * as z from 'zod'
import { Fact } from '#records/fact.ts'
import type { AccountId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'

const Row = z
  .object({
    id: z.string(),
    account_id: z.string(),
    subject: z.json(),
    field: z.string(),
    value: z.json(),
    source: z.string(),
    source_ref: z.string(),
    observed_at: z.date(),
    trust: z.string(),
    tainted: z.boolean(),
  })
  .transform((row) =>
    Fact.parse({
      id: row.id,
      accountId: row.account_id,
      subject: row.subject,
      field: row.field,
      value: row.value,
      source: row.source,
      sourceRef: row.source_ref,
      observedAt: row.observed_at.toISOString(),
      trust: row.trust,
      tainted: row.tainted,
    }),
  )

/** The facts we keep ourselves about one account (vendor answers, observations), newest first, at most 200. */
export async function briefFacts({ db }: WithDb, accountId: AccountId): Promise<readonly Fact[]> {
  const { rows } = await sql`
    select id, account_id, subject, field, value, source, source_ref, observed_at, trust, tainted
    from daybook.fact
    where account_id = ${accountId}::text and stored
    order by observed_at desc, id
    limit 200`.execute(db)
  return z.array(Row).parse(rows)
}
