import { sql } from 'kysely'
import type { AccountId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** Suggests to a person that two accounts are one. A pair somebody already answered keeps its answer. */
export async function suggestMerge(
  trx: Db,
  pair: {
    readonly accountId: AccountId
    readonly duplicateOf: AccountId
    readonly detail: string
    readonly now: Date
  },
): Promise<void> {
  await sql`
    insert into daybook.suggestion (account_id, duplicate_of, reason, detail, state, at)
    values (${pair.accountId}, ${pair.duplicateOf}, 'proposed', ${pair.detail}, 'open', ${pair.now}::timestamptz)
    on conflict (account_id, duplicate_of) do nothing`.execute(trx)
}
