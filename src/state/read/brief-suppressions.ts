import { sql } from 'kysely'
import * as z from 'zod'
import { Suppression } from '#records/suppression.ts'
import { instant, type Question } from './question.ts'

const Rows = z.array(Suppression)

/**
 * Every suppression of one of `values` (lower case), whatever its scope; whoever was forgotten stands there as a keyed
 * hash, and an address that was listed with a `+tag` stands for its mailbox.
 */
export const briefSuppressions = (values: readonly string[]): Question<Suppression[]> => ({
  sql: sql`
    select s.scope, asked.value, s.reason, ${instant(sql`s.at`)} as at
    from unnest(${[...values]}::text[]) as asked(value)
    join daybook.suppression s on s.value in (asked.value, daybook.keyed(asked.value))
    union
    select s.scope, asked.value, s.reason, ${instant(sql`s.at`)}
    from unnest(${[...values]}::text[]) as asked(value)
    join daybook.suppression s
      on s.value like '%+%@%' and regexp_replace(s.value, '\\+[^@]*@', '@') = asked.value
    order by scope, value, at`,
  parse: (rows) => Rows.parse(rows),
})
