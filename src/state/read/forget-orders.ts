import { sql } from 'kysely'
import * as z from 'zod'
import type { Forgotten } from '#records/forgotten.ts'
import type { OrderState } from '#records/order.ts'
import type { Db } from '../db.ts'

/** How many messages to the person are in one of these states. */
export async function ordersTo(
  db: Db,
  { contactIds, emails }: Forgotten,
  states: readonly OrderState[],
): Promise<number> {
  const { rows } = await sql`
    select count(*)::int as n from daybook.outreach_order
    where state = any(${[...states]}::text[])
      and (contact_id = any(${[...contactIds]}::text[]) or lower(recipient) = any(${[...emails]}::text[]))`.execute(
    db,
  )
  return z.tuple([z.object({ n: z.number() })]).parse(rows)[0].n
}
