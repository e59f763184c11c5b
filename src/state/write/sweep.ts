import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId, RunId } from '#records/ids.ts'
import { workMoves } from '#records/work-moves.ts'
import type { Db } from '../db.ts'
import { literals } from '../states.ts'
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

/** After a restart of the database every session lock is free: its workers get so long to take theirs again. */
const restartSeconds = 5
/** A session may be lost while its worker lives: it gets so long to take its lock again before it counts as dead. */
const cutOffMs = 2000

/**
 * Since when the database knows of sessions. Statistics begin anew after a crash, and after one in which the server's
 * parent lived on only they tell: a session that is killed takes all others with it.
 */
const lifeBegan = sql`greatest(pg_postmaster_start_time(), (select stats_reset from pg_stat_bgwriter))`

/**
 * Takes back what dead workers hold. A worker is dead when its session lock is free (the process is gone) and stays free
 * for a moment, or its lease ran out (frozen), both by the database's clock and neither while the database has just come
 * back. The epoch moves on, so that a worker that wakes up again settles nothing. A crash is counted apart from a model
 * failure: it does not eat the account's one retry. What this worker itself has and does not work (`holds` is what it
 * works) was lost with the database: it comes back without a crash.
 */
export async function takeBackOrphans(
  trx: Db,
  { worker: me, holds }: { readonly worker: number; readonly holds: readonly string[] },
): Promise<readonly OrphanRow[]> {
  const { rows } = await sql`
    with life as materialized (
      select ${lifeBegan} as since
    ), holders as materialized (
      select i.worker, min(i.lease) as lease,
             -- Never null: a worker without a row is nobody.
             coalesce(bool_and(o.ended_at is not null or o.seen_at > life.since), true) as is_back,
             bool_or(o.lock_id is null or o.ended_at is not null) as has_left
      from life cross join daybook.work_item i left join daybook.worker o on o.lock_id = i.worker
      where i.state = 'running' and i.worker is distinct from ${me} group by i.worker
    ), silent as materialized (
      select worker, has_left or lease < clock_timestamp() as is_dead from holders cross join life
      where (is_back or life.since < clock_timestamp() - ${restartSeconds}::int * interval '1 second')
        and (lease < clock_timestamp() or pg_try_advisory_xact_lock(${workerLockClass}, worker))
    ), suspected as (
      update daybook.work_item set lease = clock_timestamp() + ${cutOffMs}::int * interval '1 millisecond'
      where state = 'running' and worker in (select worker from silent where not is_dead)
        and lease > clock_timestamp() + ${cutOffMs}::int * interval '1 millisecond'
    )
    update daybook.work_item w
    set state = 'queued', epoch = epoch + 1, crashes = crashes + case when w.worker = ${me} then 0 else 1 end, worker = null, lease = null
    where w.state in (${literals(workMoves['take-back'].from)})
      and (w.worker in (select worker from silent where is_dead) or (w.worker = ${me} and w.id <> all(${[...holds]}::text[])))
    returning w.id, w.run_id, w.account_id, w.crashes, w.ticket, w.ticket_attempt`.execute(trx)
  return z.array(Row).parse(rows)
}
