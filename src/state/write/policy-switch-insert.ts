import { sql } from 'kysely'
import type { PolicyMode } from '#records/policy.ts'
import type { Db } from '../db.ts'

/** Makes others who switch a policy wait until this transaction ends. */
export async function waitForSwitches(trx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(78, 3)`.execute(trx)
}

/** Switches a stored version; the newest row of a name counts, the older ones stay as history. */
export async function insertPolicySwitch(
  trx: Db,
  said: {
    readonly name: string
    readonly version: string
    readonly mode: PolicyMode
    readonly by: string
    readonly now: Date
  },
): Promise<void> {
  await sql`
    insert into daybook.policy_switch (name, version, mode, set_by, set_at)
    values (${said.name}, ${said.version}, ${said.mode}, ${said.by}, ${said.now}::timestamptz)`.execute(trx)
}
