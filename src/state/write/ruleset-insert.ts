import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** Keeps the settings behind a ruleset, so that what was judged under it can be judged again. Repeating it adds nothing. */
export async function insertRuleset(
  db: Db,
  { version, settings, now }: { readonly version: string; readonly settings: unknown; readonly now: Date },
): Promise<void> {
  await sql`
    insert into daybook.ruleset (version, settings, at)
    values (${version}, ${JSON.stringify(settings)}::jsonb, ${now.toISOString()}::timestamptz)
    on conflict (version) do nothing`.execute(db)
}
