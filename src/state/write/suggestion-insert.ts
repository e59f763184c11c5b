import { sql } from 'kysely'
import * as z from 'zod'
import { Suggestion } from '#records/suggestion.ts'
import type { WithDb } from '../db.ts'

const Row = Suggestion.extend({ isNew: z.boolean() })

// Importing the same list again meets the same pairs: a pair that is there, in either order, stays as it is, answered or
// not. Sorted, so that two imports at once cannot wait for each other's rows.
/** Keeps pairs that may be one company. Returns those that are open, and which of them are new. Idempotent by pair. */
export async function insertSuggestions(
  { db }: WithDb,
  pairs: readonly Suggestion[],
  now: Date,
): Promise<readonly { readonly suggestion: Suggestion; readonly isNew: boolean }[]> {
  if (pairs.length === 0) return []
  const { rows } = await sql`
    with given as (
      select "accountId" as account_id, "duplicateOf" as duplicate_of, reason, left(detail, 200) as detail
      from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb)
        as g("accountId" text, "duplicateOf" text, reason text, detail text)
    ), added as (
      insert into daybook.suggestion (account_id, duplicate_of, reason, detail, state, at)
      select g.account_id, g.duplicate_of, g.reason, g.detail, 'open', ${now}::timestamptz
      from given g
      where not exists (
        select from daybook.suggestion s
        where s.account_id = g.duplicate_of and s.duplicate_of = g.account_id
      )
      order by g.account_id, g.duplicate_of
      on conflict (account_id, duplicate_of) do nothing
      returning account_id, duplicate_of
    )
    select g.account_id as "accountId", g.duplicate_of as "duplicateOf", g.reason, g.detail,
           a.account_id is not null as "isNew"
    from given g
    left join added a using (account_id, duplicate_of)
    where a.account_id is not null
       or exists (
         select from daybook.suggestion s
         where s.state = 'open'
           and (s.account_id, s.duplicate_of) in ((g.account_id, g.duplicate_of), (g.duplicate_of, g.account_id))
       )
    order by g.account_id, g.duplicate_of`.execute(db)
  return z
    .array(Row)
    .parse(rows)
    .map(({ isNew, ...suggestion }) => ({ suggestion, isNew }))
}
