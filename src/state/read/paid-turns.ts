import { sql } from 'kysely'
import * as z from 'zod'
import { ModelAnswer } from '#records/conversation.ts'
import type { WorkItem } from '#records/run.ts'
import type { Db } from '../db.ts'

/** What a model said to what it was shown (`asked` is the hash of that), and what it cost then. */
export interface PaidTurn {
  readonly asked: string
  readonly answer: ModelAnswer
}

const Said = ModelAnswer.pick({ content: true, stopReason: true })
const Row = z.object({
  asked: z.string(),
  answer: z.string(),
  usage: ModelAnswer.shape.usage,
})

/** The turns of this attempt that were answered after `since`, by whichever worker; the first answer to a question comes last. */
export async function paidTurns(
  db: Db,
  { runId, accountId, pass, attempt }: Omit<WorkItem, 'epoch'>,
  since: Date,
): Promise<readonly PaidTurn[]> {
  const { rows } = await sql`
    select t.asked, t.answer, jsonb_build_object('inputTokens', s.input_tokens, 'outputTokens', s.output_tokens,
             'cacheReadTokens', s.cache_read_tokens, 'cacheWriteTokens', s.cache_write_tokens,
             'modelCalls', 1, 'microUsd', s.micro_usd) as usage
    from daybook.paid_turn t join daybook.spend s on s.id = t.spend_id
    where t.run_id = ${runId} and t.account_id = ${accountId} and t.pass = ${pass} and t.attempt = ${attempt}
      and t.at > ${since}::timestamptz
    order by t.spend_id desc`.execute(db)
  return z
    .array(Row)
    .parse(rows)
    .map(({ asked, answer, usage }) => ({ asked, answer: { ...Said.parse(JSON.parse(answer)), usage } }))
}
