import { sql } from 'kysely'
import type { Suppression } from '#records/suppression.ts'
import type { WithDb } from '../db.ts'

/** Adds the suppressions of a sample book. The table only grows: who stands on it already stays as it is. */
export async function putSampleSuppressions(
  { db }: WithDb,
  suppressions: readonly Suppression[],
): Promise<void> {
  if (suppressions.length === 0) return
  await sql`
    insert into daybook.suppression (scope, value, reason, at)
    select scope, value, reason, at
    from jsonb_to_recordset(${JSON.stringify(suppressions)}::jsonb)
      as asked (scope text, value text, reason text, at timestamptz)
    on conflict (scope, value) do nothing`.execute(db)
}
