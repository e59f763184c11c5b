import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

/** Session advisory locks of workers live in this class; the object is the worker's lock id. */
export const workerLockClass = 77

/** Enters a worker and returns its lock id. */
export async function registerWorker(db: Db, note: string, now: Date): Promise<number> {
  const { rows } = await sql`
    insert into daybook.worker (started_at, seen_at, note)
    values (${now}::timestamptz, ${now}::timestamptz, ${note})
    returning lock_id`.execute(db)
  return z.array(z.object({ lock_id: z.number() })).parse(rows)[0]?.lock_id ?? 0
}

/** Marks the worker as gone; its lock goes with its session anyway. */
export async function retireWorker(db: Db, worker: number, now: Date): Promise<void> {
  await sql`update daybook.worker set ended_at = ${now}::timestamptz where lock_id = ${worker}`.execute(db)
}

/** Says that the worker lives: its items keep their lease of `leaseMs`. */
export async function touchWorker(
  db: Db,
  worker: number,
  beat: { now: Date; leaseMs: number },
): Promise<void> {
  const lease = new Date(beat.now.getTime() + beat.leaseMs)
  await sql`
    with seen as (update daybook.worker set seen_at = ${beat.now}::timestamptz where lock_id = ${worker})
    update daybook.work_item set lease = ${lease}::timestamptz
    where worker = ${worker} and state = 'running'`.execute(db)
}
