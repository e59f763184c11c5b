import { sql } from 'kysely'
import * as z from 'zod'
import { MailReading, type ReadMail } from '#records/inbound-reading.ts'
import { LocalDate } from '#records/time.ts'
import type { AccountId } from '#records/ids.ts'
import type { Question } from './question.ts'

const Rows = z.array(
  z.object({ activityId: z.string(), hash: z.string(), reading: MailReading, until: LocalDate.nullable() }),
)

/** What was read in the mails of one account; texts that gave no reading are left out. Newest reading first. */
export const readMailsOf = (accountId: AccountId): Question<ReadMail[]> => ({
  sql: sql`
    select m.activity_id as "activityId", m.hash, r.reading, m.until::text as until
    from daybook.inbound_mail m
    join daybook.inbound_reading r on r.hash = m.hash and r.model = m.model and r.state = 'read'
    where m.account_id = ${accountId}::text
    order by m.at desc, m.activity_id
    limit 200`,
  parse: (rows) => Rows.parse(rows),
})
