import { sql } from 'kysely'
import * as z from 'zod'
import { RunId, type AccountId } from '#records/ids.ts'
import { SkillName } from '#records/words.ts'
import { instant, type Question } from './question.ts'

const Row = z.object({ runId: RunId, skill: SkillName, at: z.string() })
const Rows = z.array(Row)

/** Which kinds of work were done on one account, by run: the last time of each, newest first, at most 50. */
export const briefWork = (accountId: AccountId): Question<z.infer<typeof Rows>> => ({
  sql: sql`
    select run_id as "runId", skill, ${instant(sql`max(p.at)`)} as at
    from daybook.proposal p
    where account_id = ${accountId}::text
    group by run_id, skill
    order by max(p.at) desc, run_id, skill
    limit 50`,
  parse: (rows) => Rows.parse(rows),
})
