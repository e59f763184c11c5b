import { sql } from 'kysely'
import * as z from 'zod'
import { Fact } from '#records/fact.ts'
import type { FactId } from '#records/ids.ts'
import type { Question } from './question.ts'
import { factColumns } from './fact-columns.ts'

const Rows = z.array(Fact)

/** The facts with these ids, whoever they are about: every fact that was ever offered can be looked up. */
export const evidenceCited = (ids: readonly FactId[]): Question<Fact[]> => ({
  sql: sql`
    select ${factColumns}
    from daybook.fact
    where id = any(${[...ids]}::text[])
    order by id`,
  parse: (rows) => Rows.parse(rows),
})
