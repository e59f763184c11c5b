import { sql } from 'kysely'
import * as z from 'zod'
import type { RunId } from '#records/ids.ts'
import type { WorkerIdentity } from '#records/worker.ts'
import type { Db } from '../db.ts'

/** Session advisory locks of workers live in this class; the object is the worker's lock id. */
export const workerLockClass = 77

/** Enters a worker and returns its lock id. Its beats are by the database's clock: machines need not agree on the time. */
export async function registerWorker(
  db: Db,
  who: WorkerIdentity & { readonly note: string },
): Promise<number> {
  const { rows } = await sql`
    insert into daybook.worker (started_at, seen_at, note, name, host, pid, program)
    values (clock_timestamp(), clock_timestamp(), ${who.note}, ${who.name}, ${who.host}, ${who.pid}, ${who.program})
    returning lock_id`.execute(db)
  return (
    z
      .array(z.object({ lock_id: z.number() }))
      .length(1)
      .parse(rows)[0]?.lock_id ?? 0
  )
}

/** Marks the worker as gone; its lock goes with its session anyway. */
export async function retireWorker(db: Db, worker: number): Promise<void> {
  await sql`update daybook.worker set ended_at = clock_timestamp(), run_id = null where lock_id = ${worker}`.execute(
    db,
  )
}

/** Says that the worker lives: its items keep their lease of `leaseMs`. */
export async function touchWorker(db: Db, worker: number, leaseMs: number): Promise<void> {
  await sql`
    with seen as (update daybook.worker set seen_at = clock_timestamp() where lock_id = ${worker})
    update daybook.work_item set lease = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'
    where worker = ${worker} and state = 'running'`.execute(db)
}

/** Which run the worker works; null: it waits. `refuses`: why it does not join one, for `daybook workers`. */
export async function placeWorker(
  db: Db,
  worker: number,
  at: { readonly runId: RunId | null; readonly refuses?: string | null },
): Promise<void> {
  await sql`
    update daybook.worker set run_id = ${at.runId}, refuses = ${at.refuses ?? null}
    where lock_id = ${worker}`.execute(db)
}
