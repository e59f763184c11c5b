import { sql } from 'kysely'
import * as z from 'zod'
import type { AccountId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/**
 * Takes back a suggested pair that nobody answered. Gives the state of one that was answered; undefined: it is gone. One
 * that an import made stays, and is none of ours.
 */
export async function withdrawSuggestion(
  trx: Db,
  pair: { readonly accountId: AccountId; readonly duplicateOf: AccountId },
): Promise<string | undefined> {
  const { rows } = await sql`
    with gone as (
      delete from daybook.suggestion
      where account_id = ${pair.accountId} and duplicate_of = ${pair.duplicateOf} and reason = 'proposed' and state = 'open'
    )
    select state from daybook.suggestion
    where account_id = ${pair.accountId} and duplicate_of = ${pair.duplicateOf} and reason = 'proposed'
      and state <> 'open'`.execute(trx)
  return z.array(z.object({ state: z.string() })).parse(rows)[0]?.state
}
