import { sql } from 'kysely'
import type { AccountId, FactId, RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** Remembers something about an account. The same key again: the first wording stands. */
export async function insertMemory(
  trx: Db,
  memory: {
    readonly key: string
    readonly accountId: AccountId
    readonly topic: string
    readonly text: string
    readonly cites: readonly FactId[]
    readonly tainted: boolean
    readonly runId: RunId
    readonly now: Date
  },
): Promise<void> {
  await sql`
    insert into daybook.memory (key, account_id, topic, text, cites, tainted, run_id, at)
    values (${memory.key}, ${memory.accountId}, ${memory.topic}, ${memory.text},
            ${JSON.stringify(memory.cites)}::jsonb, ${memory.tainted}, ${memory.runId}, ${memory.now}::timestamptz)
    on conflict (key) do nothing`.execute(trx)
}
