import { sql } from 'kysely'
import * as z from 'zod'
import { OpenItem } from '#records/evidence.ts'
import type { AccountId, ContactId } from '#records/ids.ts'
import { waitingItem } from '#records/item-moves.ts'
import { openOrder } from '#records/order-moves.ts'
import { literals } from '../states.ts'
import type { Question } from './question.ts'

/** For whom outreach is asked, and the keys of the asking proposal itself, which do not count against it. */
export interface OpenItemsAsk {
  readonly accountId: AccountId
  readonly contactId: ContactId | undefined
  /** Lower case. */
  readonly domains: readonly string[]
  readonly ownOrderKey: string | undefined
  readonly ownItemKey: string
  readonly now: Date
}

/**
 * What already holds this contact, account or domain for outreach: reservations in force, orders that are not settled,
 * and messages that wait in the review queue, at this account or at another one of the same domain. At most 20.
 */
export const evidenceOpenItems = (ask: OpenItemsAsk): Question<OpenItem[]> => ({
  sql: sql`
    with neighbour as (
      select id from daybook.feed_account
      where domain = any(${[...ask.domains]}::text[]) and id <> ${ask.accountId}::text
    ),
    held as (${reservations(ask)} union all ${orders(ask)} union all ${waiting(ask)})
    select scope, value, holder from held order by scope, value, holder limit 20`,
  parse: (rows) => Rows.parse(rows),
})
const Rows = z.array(OpenItem)

const reservations = ({ ownOrderKey = '', accountId, contactId, domains, now }: OpenItemsAsk) => sql`
  select scope, value, 'a reservation of run ' || run_id as holder
  from daybook.reservation
  where order_key <> ${ownOrderKey}::text and until > ${now}::timestamptz
    and ((scope = 'account' and value = ${accountId}::text)
      or (scope = 'contact' and value = ${contactId ?? null}::text)
      or (scope = 'domain' and value = any(${[...domains]}::text[])))`

const orders = ({ ownOrderKey = '', accountId, contactId }: OpenItemsAsk) => sql`
  select case when account_id <> ${accountId}::text then 'domain'
              when contact_id = ${contactId ?? null}::text then 'contact' else 'account' end,
         case when contact_id = ${contactId ?? null}::text then contact_id else account_id end,
         'order ' || id || ' of run ' || run_id || ' (' || state || ')'
  from daybook.outreach_order
  where key <> ${ownOrderKey}::text
    and state in (${literals(openOrder)})
    and (account_id = ${accountId}::text or account_id in (select id from neighbour))`

/** Queue items that hold a message. A held note or field keeps nobody from writing. */
const waiting = ({ ownItemKey, accountId }: OpenItemsAsk) => sql`
  select case when item.account_id = ${accountId}::text then 'account' else 'domain' end, item.account_id,
         'queue item ' || item.id || ' of run ' || item.run_id || ' (' || item.state || ')'
  from daybook.queue_item item
  join daybook.proposal proposal on proposal.id = item.proposal_id
  where item.key <> ${ownItemKey}::text
    and item.state in (${literals(waitingItem)})
    and (item.account_id = ${accountId}::text or item.account_id in (select id from neighbour))
    and exists (
      select from jsonb_array_elements(item.held) held (said)
      where proposal.proposal -> 'actions' -> ((said ->> 'action')::int) ->> 'kind' = 'send-email')`
