import { sql } from 'kysely'
import * as z from 'zod'
import { RunId, type AccountId } from '#records/ids.ts'
import { SkillName } from '#records/words.ts'
import type { WithDb } from '../db.ts'

const Row = z
  .object({ run_id: RunId, skill: SkillName, at: z.date() })
  .transform(({ run_id, skill, at }) => ({ runId: run_id, skill, at: at.toISOString() }))

/** Which kinds of work were done on one account, by run: the last time of each, newest first, at most 50. */
export async function briefWork(
  { db }: WithDb,
  accountId: AccountId,
): Promise<readonly z.infer<typeof Row>[]> {
  const { rows } = await sql`
    select run_id, skill, max(at) as at
    from daybook.proposal
    where account_id = ${accountId}::text
    group by run_id, skill
    order by at desc, run_id, skill
    limit 50`.execute(db)
  return z.array(Row).parse(rows)
}
