import { sql } from 'kysely'
import * as z from 'zod'
import { orderMoves } from '#records/order-moves.ts'
import type { Db } from '../db.ts'
import { literals } from '../states.ts'

const Counts = z.tuple([z.object({ effects: z.number(), orders: z.number() })])

/**
 * What was unfinished when the copy was made becomes unknown: it may have been done since, so nobody does it again. Gives
 * how much; undefined: a restore stands already that nobody has accepted, and nothing was changed.
 */
export async function insertRestored(
  trx: Db,
  { why, now }: { readonly why: string; readonly now: Date },
): Promise<z.infer<typeof Counts>[0] | undefined> {
  await sql`lock table daybook.restored in share row exclusive mode`.execute(trx)
  const { rows: open } = await sql`select 1 from daybook.restored where accepted_at is null`.execute(trx)
  if (open.length > 0) return undefined
  const { rows } = await sql`
    with effects as (update daybook.effect set state = 'unknown' where state = 'pending' returning 1),
         orders as (update daybook.outreach_order set state = 'unknown'
                    where state in (${literals(orderMoves.restored.from)}) returning 1)
    insert into daybook.restored (at, why, effects, orders)
    select ${now}::timestamptz, ${why}, (select count(*) from effects), (select count(*) from orders)
    returning effects, orders`.execute(trx)
  return Counts.parse(rows)[0]
}

/** Somebody says that this database counts from now on. Gives how many restores that accepts: none, when none was open. */
export async function acceptRestored(
  trx: Db,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<number> {
  const { rows } = await sql`
    update daybook.restored set accepted_by = ${by}, accepted_at = ${now}::timestamptz where accepted_at is null
    returning id`.execute(trx)
  return rows.length
}
