import { sql } from 'kysely'
import * as z from 'zod'
import { Memory } from '#records/brief.ts'
import type { AccountId } from '#records/ids.ts'
import { instant, type Question } from './question.ts'

const Rows = z.array(Memory)

/** What earlier runs remembered about one account, newest first, at most 20. */
export const briefMemory = (accountId: AccountId): Question<Memory[]> => ({
  sql: sql`
    select m.topic, m.text, ${instant(sql`m.at`)} as at, m.tainted
    from daybook.memory m
    where m.account_id = ${accountId}::text
    order by m.at desc, m.key
    limit 20`,
  parse: (rows) => Rows.parse(rows),
})
