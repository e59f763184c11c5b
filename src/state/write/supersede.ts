import { sql } from 'kysely'
import * as z from 'zod'
import { RunId } from '#records/ids.ts'
import { workMoves } from '#records/work-moves.ts'
import type { Db } from '../db.ts'
import { literals } from '../states.ts'
import { workerLockClass } from './worker.ts'

/** Other runs with accounts that nobody finished and nobody works: no living worker holds its session lock for them. */
export async function abandonedRuns(db: Db, but: RunId): Promise<readonly RunId[]> {
  const { rows } = await sql`
    select distinct w.run_id from daybook.work_item w
    where w.run_id <> ${but} and w.state in ('queued', 'running')
      and not exists (
        select from daybook.worker o
        join pg_locks l on l.locktype = 'advisory'
          -- The server may hold other books, whose workers have the same numbers.
          and l.database = (select oid from pg_database where datname = current_database())
          and l.classid = ${workerLockClass}::oid and l.objid = o.lock_id::oid
        where o.run_id = w.run_id)
    order by w.run_id`.execute(db)
  return z
    .array(z.object({ run_id: RunId }))
    .parse(rows)
    .map((row) => row.run_id)
}

/**
 * Ends what an abandoned run never began: those accounts compete again in the new ranking. Accounts whose proposal is
 * already recorded are left alone: their effects must be finished. Returns how many were ended.
 */
export async function supersede(
  db: Db,
  runId: RunId,
  by: { readonly run: RunId; readonly now: Date },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update daybook.work_item w
    set state = 'done', outcome = 'none', reason = 'not begun; ranked again in ' || ${by.run}::text,
        settled_at = ${by.now}::timestamptz, worker = null, lease = null, epoch = epoch + 1
    where w.run_id = ${runId} and w.state in (${literals(workMoves.supersede.from)})
      and not exists (select from daybook.proposal p
                      where p.run_id = w.run_id and p.account_id = w.account_id and p.pass = w.pass)`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0n)
}
