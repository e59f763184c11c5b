import { sql } from 'kysely'
import * as z from 'zod'
import { orderMoves } from '#records/order-moves.ts'
import type { Db } from '../db.ts'
import { literals } from '../states.ts'

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

const Unknown = z.object({
  id: z.string(),
  accountId: z.string(),
  runId: z.string(),
  what: z.string(),
  decidedAt: z.date().transform((at) => at.toISOString()),
})
/** An effect or a message of which a restore left unknown whether it was done. */
export type UnknownEffect = z.infer<typeof Unknown>

/** What restores left unknown, the newest first, at most 1,000. */
export async function unknownEffects(db: Db): Promise<readonly UnknownEffect[]> {
  const { rows } = await sql`
    select id, account_id as "accountId", run_id as "runId", kind as what, decided_at as "decidedAt"
    from daybook.effect where state = 'unknown'
    union all
    select id, account_id, run_id, 'message (' || purpose || ')', created_at
    from daybook.outreach_order where state = 'unknown'
    order by "decidedAt" desc, id limit 1000`.execute(db)
  return z.array(Unknown).parse(rows)
}

/** Whether any message may be on its way out: then a missing anchor counts as a restore. */
export async function mayHaveLeft(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select exists (select from daybook.outreach_order where state in (${literals(orderMoves.restored.from)})) as found`.execute(
    db,
  )
  return z.tuple([z.object({ found: z.boolean() })]).parse(rows)[0].found
}

/** The hash of one row of the audit chain; undefined: there is no such row. */
export async function auditHashAt(db: Db, seq: number): Promise<string | undefined> {
  const { rows } = await sql`select hash from daybook.audit where seq = ${seq}`.execute(db)
  return z.array(z.object({ hash: z.string() })).parse(rows)[0]?.hash
}
