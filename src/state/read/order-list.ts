import { sql } from 'kysely'
import * as z from 'zod'
import { Order } from '#records/order.ts'
import type { Db } from '../db.ts'

const Row = Order.extend({
  createdAt: z.date().transform((at) => at.toISOString()),
  accountName: z.string(),
})
/** An order with its account's name, for people. */
export type NamedOrder = z.infer<typeof Row>

const columns = sql`
  o.id, o.key, o.account_id as "accountId", coalesce(a.name, o.account_id) as "accountName",
  o.contact_id as "contactId", o.owner_id as "ownerId", o.run_id as "runId", o.proposal_id as "proposalId", o.purpose,
  o.sender as "from", o.recipient as "to", o.subject, o.language, o.sentences, o.hash, o.state,
  o.created_at as "createdAt"`

/** Messages that wait for a person's yes (or all, with `all`), oldest first. */
export async function orderList(
  db: Db,
  filter: { readonly all: boolean; readonly ownerId?: string | undefined; readonly limit: number },
): Promise<readonly NamedOrder[]> {
  const { rows } = await sql`
    select ${columns} from daybook.outreach_order o left join daybook.feed_account a on a.id = o.account_id
    where (${filter.all}::boolean or o.state = 'waiting')
      and (${filter.ownerId ?? null}::text is null or o.owner_id = ${filter.ownerId ?? null})
    order by o.created_at, o.id limit ${filter.limit}`.execute(db)
  return z.array(Row).parse(rows)
}

/** Orders whose id begins with `prefix`, at most two. */
export async function ordersByPrefix(db: Db, prefix: string): Promise<readonly NamedOrder[]> {
  const { rows } = await sql`
    select ${columns} from daybook.outreach_order o left join daybook.feed_account a on a.id = o.account_id
    where starts_with(o.id, ${prefix}) order by o.id limit 2`.execute(db)
  return z.array(Row).parse(rows)
}
