import { sql } from 'kysely'
import type { Policy } from '#records/policy.ts'
import type { Db } from '../db.ts'

/** Stores a version of a policy. False: it was there. */
export async function insertPolicyVersion(
  trx: Db,
  { policy, version, now }: { readonly policy: Policy; readonly version: string; readonly now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into daybook.policy_version (name, version, policy, author, at)
    values (${policy.name}, ${version}, ${JSON.stringify(policy)}::jsonb, ${policy.author}, ${now}::timestamptz)
    on conflict (name, version) do nothing`.execute(trx)
  return numAffectedRows === 1n
}
