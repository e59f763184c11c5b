import { sql } from 'kysely'
import * as z from 'zod'
import type { RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'
import { workerLockClass } from '../write/worker.ts'

/** Whether somebody works the run at this moment: a living worker that was started for it, or that holds one of its accounts. */
export async function isWorkedNow(db: Db, runId: RunId): Promise<boolean> {
  const { rows } = await sql`
    select exists (
      select from daybook.worker o
      join pg_locks l on l.locktype = 'advisory'
        and l.database = (select oid from pg_database where datname = current_database())
        and l.classid = ${workerLockClass}::oid and l.objid = o.lock_id::oid
      where o.ended_at is null and (o.note = 'run ' || ${runId}::text or exists (
        select from daybook.work_item w
        where w.run_id = ${runId} and w.worker = o.lock_id and w.state = 'running'))) as busy`.execute(db)
  return z.array(z.object({ busy: z.boolean() })).parse(rows)[0]?.busy === true
}
