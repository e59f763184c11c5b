import { sql } from 'kysely'
import * as z from 'zod'
import type { AccountId } from '#records/ids.ts'
import { TakenBack } from '#records/undone.ts'
import { instant, type Question } from './question.ts'

const Rows = z.array(TakenBack)

/**
 * What people took back at one account, newest first, at most 200. What is being taken back counts: the CRM may have
 * done it already.
 */
export const evidenceUndone = (accountId: AccountId): Question<TakenBack[]> => ({
  sql: sql`
    select intent, taken, restored, was_person as "wasPerson", by, ${instant(sql`at`)} as at
    from daybook.undo_step
    where account_id = ${accountId}::text and state <> 'left'
    order by at desc, id
    limit 200`,
  parse: (rows) => Rows.parse(rows),
})
