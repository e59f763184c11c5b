import { sql } from 'kysely'
import * as z from 'zod'
import { Memory } from '#records/brief.ts'
import type { AccountId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'

const Row = z
  .object({ topic: z.string(), text: z.string(), at: z.date(), tainted: z.boolean() })
  .transform((row) => Memory.parse({ ...row, at: row.at.toISOString() }))

/** What earlier runs remembered about one account, newest first, at most 20. */
export async function briefMemory({ db }: WithDb, accountId: AccountId): Promise<readonly Memory[]> {
  const { rows } = await sql`
    select topic, text, at, tainted
    from daybook.memory
    where account_id = ${accountId}::text
    order by at desc, key
    limit 20`.execute(db)
  return z.array(Row).parse(rows)
}
