import { sql } from 'kysely'
import * as z from 'zod'
import type { AccountId, ContactId } from '#records/ids.ts'
import { openOrder } from '#records/order-moves.ts'
import { literals } from '../states.ts'
import { instant, type Question } from './question.ts'

/** For which message is counted. `ownOrderKey`: the order it would become, or is already, which does not count. */
interface OutreachAsk {
  readonly accountId: AccountId
  readonly contactId: ContactId | undefined
  /** The recipient's, lower case; undefined where there is none. */
  readonly address: string | undefined
  readonly mailbox: string
  readonly ownOrderKey: string | undefined
  /** Where today begins in the book's calendar. */
  readonly today: Date
  readonly now: Date
}

const Counts = z.object({
  mailboxWaiting: z.number(),
  domainOpenToday: z.number(),
  domainSentToday: z.number(),
  domainInCrmToday: z.number(),
  accountLastAt: z.string().nullable(),
  personOpen: z.number(),
  personSent: z.number(),
})
/** Our orders of 30 days: open or sent; and the mail that the CRM shows today at accounts of the recipient's domain. */
type OutreachRow = z.infer<typeof Counts>
const Rows = z.tuple([Counts]).transform(([row]) => row)

const open = sql`state in (${literals(openOrder)})`

/**
 * How much was written, or waits to be, for a mailbox, a domain, an account and a person. Void orders do not count. A sent
 * order is also a mail in the CRM: the two are kept apart, so that no message counts twice.
 */
export const evidenceOutreach = (ask: OutreachAsk): Question<OutreachRow> => {
  const domain = ask.address?.split('@')[1] ?? null
  const others = sql`key <> ${ask.ownOrderKey ?? ''}::text and state <> 'void'`
  return {
    sql: sql`
      select
        (select count(*) from daybook.outreach_order
         where lower(substring(sender from '<([^<>]*)>')) = ${ask.mailbox.toLowerCase()}::text
           and state in ('waiting', 'approved', 'deferred', 'sending') and ${others}) as "mailboxWaiting",
        domain.open as "domainOpenToday", domain.sent as "domainSentToday", crm.mails as "domainInCrmToday",
        (select ${instant(sql`max(created_at)`)} from daybook.outreach_order
         where account_id = ${ask.accountId}::text and ${others}) as "accountLastAt",
        person.open as "personOpen", person.sent as "personSent"
      from (select count(*) filter (where ${open}) as open, count(*) filter (where state = 'sent') as sent
            from daybook.outreach_order
            where split_part(lower(recipient), '@', 2) = ${domain}::text
              and created_at >= ${ask.today}::timestamptz and ${others}) domain
      cross join
           (select count(*) filter (where ${open}) as open, count(*) filter (where state = 'sent') as sent
            from daybook.outreach_order
            where (contact_id = ${ask.contactId ?? null}::text
                or (split_part(lower(recipient), '@', 2) = ${domain}::text
                    and lower(recipient) = ${ask.address ?? null}::text))
              and created_at > ${ask.now}::timestamptz - interval '30 days' and ${others}) person
      cross join
           (select count(*) as mails from daybook.feed_account account
            join daybook.feed_activity activity on activity.account_id = account.id
            where account.domain = ${domain}::text and activity.at >= ${ask.today}::timestamptz
              and activity.at <= ${ask.now}::timestamptz and activity.type = 'email'
              and activity.direction = 'outbound' and activity.author in ('person', 'agent')) crm`,
    parse: (rows) => Rows.parse(rows),
  }
}
