import { sql } from 'kysely'
import * as z from 'zod'
import { PolicyMode } from '#records/policy.ts'
import type { Db } from '../db.ts'

const Row = z.object({
  name: z.string(),
  version: z.string(),
  mode: PolicyMode,
  by: z.string(),
  at: z.date().transform((at) => at.toISOString()),
})
/** A person's word on what a policy does. */
export type PolicySwitch = z.infer<typeof Row>

/** The switches of one policy or of all, the newest first: of each name the first one counts. */
export async function policySwitches(db: Db, name?: string): Promise<readonly PolicySwitch[]> {
  const { rows } = await sql`
    select name, version, mode, set_by as by, set_at as at from daybook.policy_switch
    where ${name ?? null}::text is null or name = ${name ?? null}
    order by seq desc`.execute(db)
  return z.array(Row).parse(rows)
}
