import { sql } from 'kysely'
import * as z from 'zod'
import { Suppression } from '#records/suppression.ts'
import { instant, type Question } from './question.ts'

const Rows = z.array(Suppression)

/** Every suppression whose value is one of `values` (lower case), whatever its scope. */
export const briefSuppressions = (values: readonly string[]): Question<Suppression[]> => ({
  sql: sql`
    select scope, value, reason, ${instant(sql`at`)} as at
    from daybook.suppression
    where value = any(${[...values]}::text[])
    order by scope, value`,
  parse: (rows) => Rows.parse(rows),
})
