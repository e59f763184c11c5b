import { sql } from 'kysely'
import * as z from 'zod'
import type { RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'
import { workerLockClass } from '../write/worker.ts'

/** Three beats without one: the process stands still, or its machine has no way to the database. */
const frozenAfterSeconds = 7

const instant = z.date().transform((at) => at.toISOString())
const Row = z.object({
  name: z.string(),
  host: z.string(),
  pid: z.number().nullable(),
  since: instant,
  lastBeat: instant,
  run: z.string().nullable(),
  inFlight: z.number(),
  version: z.string(),
  /** `worker`: waits for runs · `run`: begins one and works in it · `watch`: works nothing. */
  role: z.string(),
  /** `frozen`: it holds its lock and does not beat. `gone`: it ended, or died. */
  state: z.enum(['alive', 'frozen', 'gone']),
  refuses: z.string().nullable(),
})
export type WorkerRow = z.infer<typeof Row>

// The server may hold other books, whose workers have the same numbers.
const isLocked = sql`exists (
  select from pg_locks l
  where l.locktype = 'advisory' and l.granted and l.classid = ${workerLockClass}::oid and l.objid = w.lock_id::oid
    and l.objsubid = 2 and l.database = (select oid from pg_database where datname = current_database()))`

/** The workers that are there, and those that went within the last `goneHours`; the longest there first. */
export async function workerList(db: Db, goneHours: number): Promise<readonly WorkerRow[]> {
  const { rows } = await sql`
    select w.name, w.host, w.pid, w.started_at as since, w.seen_at as "lastBeat", w.run_id as run, w.program as version, w.note as role,
           w.refuses,
           (select count(*) from daybook.work_item i where i.state = 'running' and i.worker = w.lock_id)::int as "inFlight",
           case when w.ended_at is not null or not ${isLocked} then 'gone'
                when w.seen_at < clock_timestamp() - ${frozenAfterSeconds}::int * interval '1 second' then 'frozen'
                else 'alive' end as state
    from daybook.worker w
    where (w.ended_at is null and ${isLocked})
       or w.seen_at > clock_timestamp() - ${goneHours}::double precision * interval '1 hour'
    order by w.lock_id`.execute(db)
  return z.array(Row).parse(rows)
}

/** How many other workers are at the run now, alive by their session lock. */
export async function othersAt(db: Db, runId: RunId, me: number | undefined): Promise<number> {
  const { rows } = await sql`
    select count(*)::int as n from daybook.worker w
    where w.run_id = ${runId} and w.ended_at is null and w.lock_id is distinct from ${me ?? null}::int
      and ${isLocked}`.execute(db)
  return z.array(z.object({ n: z.number() })).parse(rows)[0]?.n ?? 0
}
