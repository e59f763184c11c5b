import { sql } from 'kysely'
import * as z from 'zod'
import { Policy } from '#records/policy.ts'
import type { Db } from '../db.ts'

const Row = z.object({
  name: z.string(),
  version: z.string(),
  author: z.string(),
  at: z.date().transform((at) => at.toISOString()),
  policy: z.unknown().transform((stored) => Policy.safeParse(stored).data),
})
/** A policy as it was stored once. */
export type PolicyVersion = Omit<z.infer<typeof Row>, 'policy'> & { readonly policy: Policy }

/** The stored versions of one policy or of all, by name, the newest first. What is no policy any more is left out. */
export async function policyVersions(db: Db, name?: string): Promise<readonly PolicyVersion[]> {
  const { rows } = await sql`
    select name, version, author, at, policy from daybook.policy_version
    where ${name ?? null}::text is null or name = ${name ?? null}
    order by name, seq desc`.execute(db)
  return z
    .array(Row)
    .parse(rows)
    .flatMap(({ policy, ...row }) => (policy === undefined ? [] : [{ ...row, policy }]))
}
