import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId, RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'
import { workerLockClass } from './worker.ts'

const Row = z.object({
  id: z.string(),
  run_id: RunId,
  account_id: AccountId,
  crashes: z.number(),
  ticket: z.string(),
  ticket_attempt: z.number(),
})
export type OrphanRow = z.infer<typeof Row>

/**
 * Takes back what dead workers hold. A worker is dead when its session lock is free (the process is gone), or its lease
 * ran out (frozen). The epoch moves on, so that a worker that wakes up again settles nothing. A crash is counted apart
 * from a model failure: it does not eat the account's one retry.
 */
export async function takeBackOrphans(trx: Db, me: number, now: Date): Promise<readonly OrphanRow[]> {
  const { rows } = await sql`
    with holders as materialized (
      select worker, min(lease) as lease from daybook.work_item
      where state = 'running' and worker is distinct from ${me} group by worker
    ), dead as materialized (
      select worker from holders
      where lease < ${now}::timestamptz or pg_try_advisory_xact_lock(${workerLockClass}, worker)
    )
    update daybook.work_item w
    set state = 'queued', epoch = epoch + 1, crashes = crashes + 1, worker = null, lease = null
    from dead where w.worker = dead.worker and w.state = 'running'
    returning w.id, w.run_id, w.account_id, w.crashes, w.ticket, w.ticket_attempt`.execute(trx)
  return z.array(Row).parse(rows)
}
