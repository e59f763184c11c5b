import { sql } from 'kysely'
import * as z from 'zod'
import { Fact } from '#records/fact.ts'
import type { FactId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'

const Row = z.object({ fact: Fact })

/** The facts with these ids, whoever they are about: every fact that was ever offered can be looked up. */
export async function evidenceCited({ db }: WithDb, ids: readonly FactId[]): Promise<readonly Fact[]> {
  if (ids.length === 0) return []
  const { rows } = await sql`
    select jsonb_build_object(
             'id', id, 'accountId', account_id, 'subject', subject, 'field', field, 'value', value, 'source', source,
             'sourceRef', source_ref, 'trust', trust, 'tainted', tainted,
             'observedAt', to_char(observed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as fact
    from daybook.fact
    where id = any(${[...ids]}::text[])
    order by id`.execute(db)
  return z
    .array(Row)
    .parse(rows)
    .map(({ fact }) => fact)
}
