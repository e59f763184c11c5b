import { sql } from 'kysely'
import * as z from 'zod'
import { ItemId, type AccountId, type RunId } from '#records/ids.ts'
import { itemMoves } from '#records/item-moves.ts'
import type { Db } from '../db.ts'
import { literals } from '../states.ts'

/** Closes what of the run waits for a person at the account; nothing of it is released. The version rises, as with any decision. */
export async function closeItemsOfRun(
  trx: Db,
  { runId, accountId }: { readonly runId: RunId; readonly accountId: AccountId },
): Promise<readonly ItemId[]> {
  const { rows } = await sql`
    update daybook.queue_item set state = 'expired', snoozed_until = null, version = version + 1
    where run_id = ${runId} and account_id = ${accountId} and state in (${literals(itemMoves.expire.from)})
    returning id`.execute(trx)
  return z
    .array(z.object({ id: ItemId }))
    .parse(rows)
    .map(({ id }) => id)
}
