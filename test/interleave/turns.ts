// Statements of several actors, let through one at a time in the order that fast-check draws. Between two statements of
// one actor anything of the others may happen, also in the middle of its transactions.
import { setImmediate as idle, setTimeout as wait } from 'node:timers/promises'
import type fc from 'fast-check'
import type { Pool, PoolClient } from 'pg'
import * as z from 'zod'

interface Actor {
  readonly name: string
  /** Waits for its turn. */
  waiting: number
  /** Statements that the database has not answered, by backend. */
  readonly asked: Map<symbol, number>
  isOver: boolean
  isDead: boolean
  readonly clients: Set<PoolClient>
}

/** Never: what a process that is gone goes on with. */
const never = (): Promise<never> => new Promise(() => {})

const Pids = z.array(z.object({ pid: z.number() }))

export interface Turns {
  /** A pool whose statements wait for their turn. */
  poolOf(name: string, pool: Pool): Pool
  /** One step that is no statement: a call of the CRM, a person's hand. */
  step(name: string, label: string): Promise<void>
  /** Sets an actor to work. What it throws ends the schedule. */
  act(name: string, work: () => Promise<void>): void
  /** The actor stops where it stands, and its connections are cut, as when its process is killed. */
  kill(name: string): Promise<void>
  /** Lets everything happen, until every actor is over or dead. Gives the number of steps. */
  play(): Promise<number>
  /** Cuts every connection that is still held. */
  end(): void
}

export interface TurnHooks {
  /** What a statement is sent as: a test may take a guard out of it. */
  rewrite?(text: string): string
  /** Before an actor's transaction is committed. */
  onCommit?(name: string): Promise<void>
}

/** `admin` looks who waits for a lock, and waits for no turn itself. */
export function turnsOf(scheduler: fc.Scheduler, admin: Pool, hooks: TurnHooks = {}): Turns {
  const actors = new Map<string, Actor>()
  let failed: { readonly thrown: unknown } | undefined
  const actor = (name: string): Actor => {
    const one = actors.get(name) ?? {
      name,
      waiting: 0,
      asked: new Map(),
      isOver: true,
      isDead: false,
      clients: new Set(),
    }
    actors.set(name, one)
    return one
  }
  const turn = async (one: Actor, label: string): Promise<void> => {
    if (one.isDead) return never()
    one.waiting += 1
    await scheduler.schedule(Promise.resolve(), `${one.name}: ${label}`)
    one.waiting -= 1
    if (one.isDead) return never()
  }
  const clientOf = (one: Actor, client: PoolClient): PoolClient => {
    const query = async (text: string, values?: unknown[]): Promise<unknown> => {
      await turn(one, text.trim().slice(0, 60).replaceAll(/\s+/g, ' '))
      if (text === 'commit') await hooks.onCommit?.(one.name)
      const token = Symbol(text)
      one.asked.set(token, Reflect.get(client, 'processID') as number)
      const answer = client
        .query(hooks.rewrite?.(text) ?? text, values)
        .finally(() => one.asked.delete(token))
      // A dead one's connection is cut: nobody hears that.
      return one.isDead ? answer.catch(never) : answer
    }
    const release = (): void => {
      one.clients.delete(client)
      if (!one.isDead) client.release()
    }
    one.clients.add(client)
    // Not a proxy of the client: its query is fixed.
    return { query, release } as unknown as PoolClient
  }

  const cut = (one: Actor): void => {
    one.isDead = true
    for (const client of one.clients) client.release(true)
    one.clients.clear()
  }

  /** Everybody waits for a turn, for the database's lock, or for nothing any more. */
  const settled = async (): Promise<void> => {
    for (let round = 0; ; round += 1) {
      // Most answers come at once; who waits longer leaves the processor to the database.
      await (round < 50 ? idle() : wait(2))
      const open = [...actors.values()].filter((one) => !one.isOver && !one.isDead)
      const busy = open.filter(({ waiting, asked }) => waiting === 0 || asked.size > 0)
      if (busy.length === 0) return
      if (round < 50) continue
      const { rows } = await admin.query("select pid from pg_stat_activity where wait_event_type = 'Lock'")
      const locked = new Set(Pids.parse(rows).map(({ pid }) => pid))
      const isStuck = ({ asked }: Actor): boolean =>
        asked.size > 0 && [...asked.values()].every((pid) => locked.has(pid))
      if (busy.every(isStuck)) return
    }
  }

  return {
    poolOf(name, pool) {
      const one = actor(name)
      const connect = async (): Promise<PoolClient> => clientOf(one, await pool.connect())
      const query = async (text: string, values?: unknown[]): Promise<unknown> => {
        const client = await connect()
        return client.query(text, values).finally(() => client.release())
      }
      return { connect, query, end: async () => {} } as unknown as Pool
    },
    step: (name, label) => turn(actor(name), label),
    act(name, work) {
      const one = actor(name)
      one.isOver = false
      work()
        .catch((thrown: unknown) => void (failed ??= { thrown }))
        .finally(() => void (one.isOver = true))
    },
    async kill(name) {
      cut(actor(name))
      await wait(1)
    },
    end() {
      for (const one of actors.values()) cut(one)
    },
    async play() {
      for (let steps = 0; ; steps += 1) {
        await settled()
        if (failed !== undefined) throw failed.thrown
        const open = [...actors.values()].filter(({ isOver, isDead }) => !isOver && !isDead)
        if (open.length === 0) return steps
        if (scheduler.count() > 0) await scheduler.waitNext(1)
        else await wait(5)
      }
    },
  }
}
