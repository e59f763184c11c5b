import { sql } from 'kysely'
import type { MailReading } from '#records/inbound-reading.ts'
import type { AccountId, ActivityId } from '#records/ids.ts'
import type { LocalDate } from '#records/time.ts'
import type { Db } from '../db.ts'

/** One mail with the text it holds and what was read there; null: nothing could be. */
export interface MailOfText {
  readonly activityId: ActivityId
  readonly accountId: AccountId
  readonly hash: string
  readonly model: string
  readonly reading: MailReading | null
  readonly until: LocalDate | null
}

/** Notes which mails hold which texts. Idempotent by activity; the newest model's reading counts. */
export async function putMails(db: Db, mails: readonly MailOfText[], now: Date): Promise<void> {
  if (mails.length === 0) return
  const rows = mails.map(({ activityId, accountId, hash, model, reading, until }) => ({
    activity_id: activityId,
    account_id: accountId,
    hash,
    model,
    kind: reading?.kind ?? null,
    urgency: reading?.urgency ?? null,
    until,
  }))
  await sql`
    insert into daybook.inbound_mail (activity_id, account_id, hash, model, kind, urgency, until, at)
    select distinct on (activity_id) activity_id, account_id, hash, model, kind, urgency, until, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(activity_id text, account_id text, hash text, model text,
      kind text, urgency text, until date)
    order by activity_id
    on conflict (activity_id) do update set account_id = excluded.account_id, hash = excluded.hash, model = excluded.model,
      kind = excluded.kind, urgency = excluded.urgency, until = excluded.until, at = excluded.at`.execute(db)
}
