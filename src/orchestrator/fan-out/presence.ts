import { sql } from 'kysely'
import type { World } from '#ports/world.ts'
import type { WithDb } from '#state/db.ts'
import { registerWorker, retireWorker, touchWorker, workerLockClass } from '#state/write/worker.ts'

/** How long a frozen worker keeps its accounts. A dead one loses them at once: its session lock goes with the process. */
export const leaseMs = 15_000
const beatMs = 2_000

/** This process as a worker: while `leave` was not called it holds its session lock and keeps its items' leases. */
export interface Presence {
  readonly worker: number
  leave(): Promise<void>
}

/** Enters this process as a worker. The lock sits on a connection of its own, so that only the end of the process frees it. */
export async function enter(world: Pick<World, 'clock' | 'sleep'> & WithDb, note: string): Promise<Presence> {
  const { db, clock } = world
  const worker = await registerWorker(db, note, clock())
  const left = new AbortController()
  const locked = Promise.withResolvers<void>()
  const gone = Promise.withResolvers<void>()
  const session = db
    .connection()
    .execute(async (own) => {
      await sql`select pg_advisory_lock(${workerLockClass}, ${worker})`.execute(own)
      locked.resolve()
      await gone.promise
      await sql`select pg_advisory_unlock(${workerLockClass}, ${worker})`.execute(own)
    })
    .catch(locked.reject)
  await locked.promise
  const beating = (async () => {
    while (!left.signal.aborted) {
      await touchWorker(db, worker, { now: clock(), leaseMs }).catch(() => {
        // The next beat tries again; if none gets through, the lease runs out and the epoch fences us off.
      })
      await world.sleep(beatMs, left.signal)
    }
  })()
  return {
    worker,
    async leave() {
      left.abort()
      gone.resolve()
      await Promise.all([session, beating])
      await retireWorker(db, worker, clock())
    },
  }
}
