// A worker as the others see it.
//   entering  it has a row and no lock yet; leaves by: locked -> beating
//   beating   its lock and its beats are on one connection: whoever beats holds the lock; leaves by: leave -> left,
//             the connection is lost -> cut off
//   cut off   others may take its accounts; it asks for its lock again and again; leaves by: locked -> beating, leave -> left
import { sql } from 'kysely'
import type { World } from '#ports/world.ts'
import type { RunId } from '#records/ids.ts'
import type { WorkerIdentity } from '#records/worker.ts'
import { isBusy } from '#state/busy.ts'
import type { Db, WithDb } from '#state/db.ts'
import {
  placeWorker,
  registerWorker,
  retireWorker,
  touchWorker,
  workerLockClass,
} from '#state/write/worker.ts'

/**
 * How long a frozen worker keeps its accounts: with the others' longest pause between two looks they are in other hands
 * within 15 s. A dead one loses them at once: its session lock goes with the process.
 */
export const leaseMs = 12_000
const beatMs = 2_000
/** How soon it hears that its session was cut off: before others take it for dead. */
const listenMs = 500
const firstWaitMs = 100
const longestWaitMs = 2_000

type PresenceWorld = Pick<World, 'sleep'> & WithDb

/** This process as a worker: while `leave` was not called it holds its session lock and keeps its items' leases. */
export interface Presence {
  readonly worker: number
  /** Says which run it works, or why it joins none. */
  at(runId: RunId | null, refuses?: string): Promise<void>
  leave(): Promise<void>
}

/** Holds the lock and beats until `left`. Throws when the connection is lost. */
async function beat(
  world: PresenceWorld,
  own: Db,
  { worker, left, onLocked }: { readonly worker: number; readonly left: AbortSignal; onLocked(): void },
): Promise<void> {
  await sql`select pg_advisory_lock(${workerLockClass}, ${worker})`.execute(own)
  try {
    onLocked()
    while (!left.aborted) {
      await touchWorker(own, worker, leaseMs).catch((thrown: unknown) => {
        if (!isBusy(thrown)) throw thrown
      })
      for (let ms = 0; ms < beatMs && !left.aborted; ms += listenMs) {
        await world.sleep(listenMs, left)
        await sql`select`.execute(own)
      }
    }
  } finally {
    // A connection that lives goes back to the pool, and must not take the lock with it.
    await sql`select pg_advisory_unlock(${workerLockClass}, ${worker})`.execute(own).catch(() => {})
  }
}

/** Keeps the session until `left`, over lost connections. `entered` hears of the first attempt only. */
async function keepSession(
  world: PresenceWorld,
  { worker, left }: { readonly worker: number; readonly left: AbortSignal },
  entered: PromiseWithResolvers<void>,
): Promise<void> {
  let wait = firstWaitMs
  const onLocked = (): void => {
    wait = firstWaitMs
    entered.resolve()
  }
  while (!left.aborted) {
    try {
      await world.db.connection().execute((own) => beat(world, own, { worker, left, onLocked }))
    } catch (thrown) {
      entered.reject(thrown)
      await world.sleep(wait, left)
      wait = Math.min(longestWaitMs, wait * 2)
    }
  }
}

/**
 * Enters this process as a worker. The lock sits on a connection of its own, so that only the end of the process frees
 * it. Throws when it cannot enter; later it waits for a database that goes away, until it leaves.
 */
export async function enter(
  world: PresenceWorld,
  who: WorkerIdentity & { readonly note: string },
): Promise<Presence> {
  const { db } = world
  const worker = await registerWorker(db, who)
  const left = new AbortController()
  const entered = Promise.withResolvers<void>()
  const session = keepSession(world, { worker, left: left.signal }, entered)
  try {
    await entered.promise
  } catch (thrown) {
    left.abort()
    await session
    throw thrown
  }
  return {
    worker,
    at: (runId, refuses) => placeWorker(db, worker, { runId, refuses: refuses ?? null }),
    async leave() {
      left.abort()
      await session
      // While the database is away nobody can be told; without its lock the worker counts as gone all the same.
      await retireWorker(db, worker).catch(() => {})
    },
  }
}
