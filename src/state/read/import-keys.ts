import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId } from '#records/ids.ts'
import type { WithDb } from '../db.ts'

const Row = z.object({ key: z.string(), accountId: AccountId })
export type ImportKey = z.infer<typeof Row>

/** The further keys that are among `keys` or belong to one of the accounts; by key. */
export async function importKeys(
  { db }: WithDb,
  asked: { readonly keys: readonly string[]; readonly accountIds: readonly AccountId[] },
): Promise<readonly ImportKey[]> {
  const { rows } = await sql`
    select key, account_id as "accountId"
    from daybook.import_key
    where key = any(${asked.keys}::text[]) or account_id = any(${asked.accountIds}::text[])
    order by key`.execute(db)
  return z.array(Row).parse(rows)
}
