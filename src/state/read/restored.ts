import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

const Row = z.object({
  at: z.date().transform((at) => at.toISOString()),
  why: z.string(),
  effects: z.number(),
  orders: z.number(),
})
/** This database was found to be older than what is kept outside it, or was made from a backup. */
export type Restored = z.infer<typeof Row>

/** The newest restore that nobody has accepted; undefined: everything may be written. */
export async function openRestore(db: Db): Promise<Restored | undefined> {
  const { rows } = await sql`
    select at, why, effects, orders from daybook.restored where accepted_at is null order by id desc limit 1`.execute(
    db,
  )
  return z.array(Row).parse(rows)[0]
}

/** Whether any message may be on its way out: then a missing anchor counts as a restore. */
export async function mayHaveLeft(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select exists (select from daybook.outreach_order where state in ('approved', 'deferred', 'sending')) as found`.execute(
    db,
  )
  return z.tuple([z.object({ found: z.boolean() })]).parse(rows)[0].found
}

/** The hash of one row of the audit chain; undefined: there is no such row. */
export async function auditHashAt(db: Db, seq: number): Promise<string | undefined> {
  const { rows } = await sql`select hash from daybook.audit where seq = ${seq}`.execute(db)
  return z.array(z.object({ hash: z.string() })).parse(rows)[0]?.hash
}
