import { sql } from 'kysely'
import * as z from 'zod'
import { MailReading, type ReadMail } from '#records/inbound-reading.ts'
import { LocalDate } from '#records/time.ts'
import type { AccountId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'

const Row = z
  .object({ activity_id: z.string(), hash: z.string(), reading: MailReading, until: LocalDate.nullable() })
  .transform(({ activity_id, ...row }): ReadMail => ({ activityId: activity_id, ...row }))

/** What was read in the mails of one account; texts that gave no reading are left out. Newest reading first. */
export async function readMailsOf({ db }: WithDb, accountId: AccountId): Promise<readonly ReadMail[]> {
  const { rows } = await sql`
    select m.activity_id, m.hash, r.reading, m.until::text as until
    from daybook.inbound_mail m
    join daybook.inbound_reading r on r.hash = m.hash and r.model = m.model and r.state = 'read'
    where m.account_id = ${accountId}::text
    order by m.at desc, m.activity_id
    limit 200`.execute(db)
  return z.array(Row).parse(rows)
}
