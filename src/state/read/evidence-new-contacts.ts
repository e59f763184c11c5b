import { sql } from 'kysely'
import * as z from 'zod'
import { ContactId, type AccountId, type RunId } from '#records/ids.ts'
import type { Question } from './question.ts'

const Rows = z.array(z.object({ id: ContactId }))

/** The contacts this run itself created at the account. */
export const evidenceNewContacts = (ask: {
  readonly runId: RunId
  readonly accountId: AccountId
}): Question<ContactId[]> => ({
  sql: sql`
    select distinct ref ->> 'id' as id
    from daybook.effect
    where account_id = ${ask.accountId}::text
      and run_id = ${ask.runId}::text
      and kind = 'create-contact' and result = 'created' and ref is not null and undone_at is null
    order by id`,
  parse: (rows) => Rows.parse(rows).map(({ id }) => id),
})
