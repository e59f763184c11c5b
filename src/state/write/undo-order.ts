import { sql } from 'kysely'
import * as z from 'zod'
import { orderMoves } from '#records/order-moves.ts'
import { OrderState } from '#records/order.ts'
import type { Db } from '../db.ts'
import { literals } from '../states.ts'

/**
 * Voids an order that has not left, and gives back what it held for itself. Gives the state it is in now: `sending`,
 * `sent` or `unknown` cannot be called back and stay. undefined: there is no such order.
 */
export async function voidOrder(trx: Db, key: string, reason: string): Promise<OrderState | undefined> {
  await sql`
    update daybook.outreach_order set state = 'void', void_reason = ${reason}
    where key = ${key} and state in (${literals(orderMoves.void.from)})`.execute(trx)
  const { rows } = await sql`select state from daybook.outreach_order where key = ${key}`.execute(trx)
  const state = z.array(z.object({ state: OrderState })).parse(rows)[0]?.state
  if (state === 'void') await sql`delete from daybook.reservation where order_key = ${key}`.execute(trx)
  return state
}
