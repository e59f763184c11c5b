import { sql } from 'kysely'
import { workMoves } from '#records/work-moves.ts'
import type { Db } from '../db.ts'
import { literals } from '../states.ts'

/**
 * Whether the claim is still ours; if so it stays ours until this transaction ends, since taking it over needs the
 * row. The epoch rises with every claim and every takeover, so a worker that was frozen meanwhile is refused here.
 */
export async function holdClaim(
  trx: Db,
  claim: { readonly id: string; readonly epoch: number },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from daybook.work_item
    where id = ${claim.id} and epoch = ${claim.epoch} and state in (${literals(workMoves.settle.from)})
    for no key update`.execute(trx)
  return rows.length === 1
}
