import { sql } from 'kysely'
import * as z from 'zod'
import { Fact } from '#records/fact.ts'
import type { AccountId } from '#records/ids.ts'
import type { Question } from './question.ts'
import { factColumns } from './fact-columns.ts'

const Rows = z.array(Fact)

/** The facts we keep ourselves about one account (vendor answers, observations), newest first, at most 200. */
export const briefFacts = (accountId: AccountId): Question<Fact[]> => ({
  sql: sql`
    select ${factColumns}
    from daybook.fact
    where account_id = ${accountId}::text and stored
    order by observed_at desc, id
    limit 200`,
  parse: (rows) => Rows.parse(rows),
})
