import { sql } from 'kysely'
import type { WithDb } from '../db.ts'
import type { ImportKey } from '../read/import-keys.ts'

// Written after the account: a crash in between loses only the key, and the same row finds the account by domain again.
// Sorted, so that two imports at once cannot wait for each other's rows.
/** Keeps further keys. Idempotent by key; a key whose account is gone goes over to the one that took its place. */
export async function keepImportKeys({ db }: WithDb, keys: readonly ImportKey[]): Promise<void> {
  if (keys.length === 0) return
  await sql`
    insert into daybook.import_key (key, account_id)
    select "key", "accountId" from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb)
      as k("key" text, "accountId" text)
    order by "key"
    on conflict (key) do update set account_id = excluded.account_id`.execute(db)
}
