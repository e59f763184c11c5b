import { sql } from 'kysely'
import * as z from 'zod'
import { itemMoves } from '#records/item-moves.ts'
import { AccountId, ItemId, RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'
import { literals } from '../states.ts'

const Row = z.object({ id: ItemId, accountId: AccountId, runId: RunId })

/**
 * Closes items nobody decided on in time, those whose time is over by `until`; one that a person snoozed lives at least
 * until its day. Nothing of them is released; the account may be chosen again.
 */
export async function expireQueueItems(
  trx: Db,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<readonly z.infer<typeof Row>[]> {
  const { rows } = await sql`
    update daybook.queue_item set state = 'expired', version = version + 1
    where state in (${literals(itemMoves.expire.from)}) and expires_at <= ${until}::timestamptz
      and (snoozed_until is null or snoozed_until <= (${now}::timestamptz at time zone 'UTC')::date)
    returning id, account_id as "accountId", run_id as "runId"`.execute(trx)
  return z.array(Row).parse(rows)
}
