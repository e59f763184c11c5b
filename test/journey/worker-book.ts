import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import * as z from 'zod'
import { openCluster } from '#connectors/postgres/cluster.ts'
import { connect, type Pools } from '#connectors/postgres/connect.ts'
import { openDb } from '#state/db.ts'
import type { Db } from '#state/db.ts'
import { daybook, lastJson, startDaybook, type Running } from '../setup/cli.ts'

/** One claim as the database saw it, in its own transaction: `running` counts all accounts in flight right after it. */
const Claim = z.object({
  account: z.string(),
  worker: z.string(),
  running: z.number(),
  epoch: z.number(),
  crashes: z.number(),
  at: z.coerce.number(),
})
export type ClaimSeen = z.infer<typeof Claim>

const Item = z.object({
  account: z.string(),
  outcome: z.string().nullable(),
  epoch: z.number(),
  crashes: z.number(),
  model_failures: z.number(),
  proposals: z.number(),
})
export type ItemSeen = z.infer<typeof Item>

export interface WorkerBook {
  readonly folder: string
  /** As the owner: may look at everything and change it. */
  readonly db: Db
  /** For DATABASE_URL: the same database for a book in another folder. */
  readonly url: string
  /** Where the server's data and its postmaster.pid lie. */
  readonly clusterHome: string
  /** A worker, once it waits for runs. */
  worker(name: string, more?: readonly string[], env?: NodeJS.ProcessEnv): Promise<Running>
  run(...words: readonly string[]): Running
  claims(): Promise<readonly ClaimSeen[]>
  /** How the accounts stand that were claimed since `forget`. */
  claimedItems(): Promise<readonly ItemSeen[]>
  /** What `daybook workers` says. */
  workers(): Promise<readonly Record<string, unknown>[]>
  /** Words for `run`: the next accounts of the day, in the same run. A book of `accounts` has about a fifth that may be worked. */
  more(accounts: number): readonly string[]
  /** Nobody can claim until it is released: so all who are there begin at the same moment. */
  holdClaims(): Promise<{ release(): Promise<void> }>
  /** How often a run was ended as done. */
  ends(): Promise<number>
  /** Forgets the claims and ends seen so far. */
  forget(): Promise<void>
  /** A copy of the folder's own files with other settings. */
  copy(change: (toml: string) => string): Promise<string>
  /** Kills every process that was started and is still there. */
  stopAll(): Promise<void>
  close(): Promise<void>
}

// Noted by triggers inside the transactions themselves: no sampling can miss a moment.
const watching = [
  `create table public.claim_seen (account text, worker text, running int, epoch int, crashes int, at timestamptz)`,
  `create table public.end_seen (run text)`,
  `create function public.note_claim() returns trigger language plpgsql security definer as $$
   begin
     insert into public.claim_seen
     select new.account_id, (select name from daybook.worker where lock_id = new.worker),
            (select count(*) from daybook.work_item where state = 'running'), new.epoch, new.crashes, clock_timestamp();
     return null;
   end $$`,
  `create function public.note_end() returns trigger language plpgsql security definer as $$
   begin
     insert into public.end_seen values (new.id);
     return null;
   end $$`,
  `create trigger note_claim after update on daybook.work_item for each row
   when (new.state = 'running' and old.state <> 'running') execute function public.note_claim()`,
  `create trigger note_end after update on daybook.run for each row
   when (new.status = 'done' and old.status <> 'done') execute function public.note_end()`,
]

async function holdClaims(pool: Pools['owner']): Promise<{ release(): Promise<void> }> {
  const client = await pool.connect()
  await client.query("select pg_advisory_lock(hashtext('daybook.claim'))")
  return {
    async release() {
      await client.query('select pg_advisory_unlock_all()')
      client.release()
    },
  }
}

/** A sample book with settings of its own, whose claims are watched. */
export async function workerBook(accounts: number, settings: string): Promise<WorkerBook> {
  const home = await mkdtemp(join(tmpdir(), 'daybook-workers-'))
  const folder = join(home, 'book')
  const made = await daybook(['demo', folder, '--accounts', String(accounts), '--seed', '3', '--no-run'])
  if (made.code !== 0) throw new Error(made.stderr)
  const toml = join(folder, 'daybook.toml')
  await writeFile(toml, (await readFile(toml, 'utf8')).replace(/^name = /m, `${settings}\nname = `))
  const cluster = await openCluster(join(folder, 'db'))
  const pools = await connect({ kind: 'embedded', socket: cluster.socket })
  const db = openDb(pools.owner)
  for (const statement of watching) await sql.raw(statement).execute(db)
  const started: Running[] = []
  const start = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Running => {
    const running = startDaybook(words, env)
    started.push(running)
    return running
  }
  const stopAll = async (): Promise<void> => {
    const all = started.splice(0)
    for (const { kill } of all) kill('SIGKILL')
    await Promise.all(all.map(({ ended }) => ended))
  }
  let copies = 0
  let isFirst = true
  return {
    folder,
    db,
    url: `postgres://daybook@localhost/daybook?host=${encodeURIComponent(cluster.socket)}`,
    clusterHome: cluster.home,
    async worker(name, more = [], env = {}) {
      const running = start(['worker', '--name', name, '--book', folder, ...more], env)
      await running.says('waits for runs')
      return running
    },
    run: (...words) => start(['run', '--book', folder, '--json', ...words]),
    async claims() {
      const { rows } = await sql`
        select account, worker, running, epoch, crashes, extract(epoch from at) * 1000 as at
        from public.claim_seen order by at`.execute(db)
      return z.array(Claim).parse(rows)
    },
    async claimedItems() {
      const { rows } = await sql`
        select w.account_id as account, w.outcome, w.epoch, w.crashes, w.model_failures,
               (select count(*)::int from daybook.proposal p
                where p.account_id = w.account_id and p.run_id = w.run_id) as proposals
        from daybook.work_item w where w.account_id in (select account from public.claim_seen)`.execute(db)
      return z.array(Item).parse(rows)
    },
    async workers() {
      const { items } = lastJson(await daybook(['workers', '--book', folder, '--json']))
      return z.array(z.record(z.string(), z.unknown())).parse(items)
    },
    more(accounts) {
      const words = isFirst ? ['--limit', String(accounts)] : ['--more', String(accounts)]
      isFirst = false
      return words
    },
    holdClaims: () => holdClaims(pools.owner),
    async ends() {
      const { rows } = await sql`select count(*)::int as n from public.end_seen`.execute(db)
      return z.object({ n: z.number() }).parse(rows[0]).n
    },
    async forget() {
      await sql`truncate public.claim_seen, public.end_seen`.execute(db)
    },
    async copy(change) {
      const to = join(home, `copy-${(copies += 1)}`)
      await cp(folder, to, { recursive: true, filter: (path) => !path.startsWith(join(folder, 'db')) })
      await writeFile(join(to, 'daybook.toml'), change(await readFile(toml, 'utf8')))
      return to
    },
    stopAll,
    async close() {
      await stopAll()
      await pools.close()
      await cluster.close()
      await rm(home, { recursive: true, force: true })
      await rm(cluster.home, { recursive: true, force: true })
    },
  }
}

/** Asks every worker to go, and gives how each ended. */
export async function dismiss(workers: readonly Running[]): Promise<readonly (number | null)[]> {
  for (const { kill } of workers) kill('SIGTERM')
  return (await Promise.all(workers.map(({ ended }) => ended))).map(({ code }) => code)
}

/** The one object a run ends with. */
export const summaryOf = async (run: Running): Promise<Record<string, unknown>> => lastJson(await run.ended)
