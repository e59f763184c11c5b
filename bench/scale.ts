// npm run bench:scale [-- --json --accounts 800 --turn-ms 3000 --in-flight 20 --workers 4 --sizes 4000,40000,400000 --kills 3 --only speedup|takeover|memory]
// Many workers on one database, each a process of its own, with a model that only waits: how much faster four are than
// one, whether the cap over all of them ever gave way, how soon a killed worker's accounts are worked again, and what a
// worker's memory is in books of different sizes. The cap is read from a trigger inside each claim, and sampled besides.
// Ends with 1 when a goal is missed.
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '#state/db.ts'
import type { Running } from '../test/setup/cli.ts'
import { dismiss, summaryOf, workerBook, type WorkerBook } from '../test/journey/worker-book.ts'

const { values: flags } = parseArgs({
  options: {
    accounts: { type: 'string', default: '800' },
    'in-flight': { type: 'string', default: '20' },
    'turn-ms': { type: 'string', default: '3000' },
    workers: { type: 'string', default: '4' },
    sizes: { type: 'string', default: '4000,40000,400000' },
    kills: { type: 'string', default: '3' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const accounts = Number(flags.accounts)
const inFlight = Number(flags['in-flight'])
const turnMs = Number(flags['turn-ms'])
const count = Number(flags.workers)
const sizes = flags.sizes.split(',').map(Number)
const cap = inFlight * count
/** Accounts worked where only memory or the takeover is looked at. */
const few = 60

const startedAt = Date.now()
const say = (line: string): void =>
  console.error(`${((Date.now() - startedAt) / 1000).toFixed().padStart(5)} s  ${line}`)

const hire = (
  book: WorkerBook,
  names: readonly string[],
  { ms, places = inFlight }: { ms: number; places?: number },
): Promise<readonly Running[]> =>
  Promise.all(
    names.map((name) => book.worker(name, ['--in-flight', String(places), '--latency', String(ms)])),
  )
const named = (workers: number): readonly string[] =>
  Array.from({ length: workers }, (_, n) => `worker ${n + 1}`)

/** From the first claim to the end of the run, by the database's clock. */
async function workedMs({ db }: WorkerBook): Promise<number> {
  const { rows } = await sql`
    select extract(epoch from (select max(settled_at) from daybook.work_item) - min(at)) * 1000 as ms
    from public.claim_seen`.execute(db)
  return z.object({ ms: z.coerce.number() }).parse(rows[0]).ms
}

const Summary = z.object({ status: z.string(), selected: z.number(), failed: z.number() })

/** Waits for the run, and says how far it is. Throws when it ended otherwise than whole. */
async function finish(book: WorkerBook, run: Running, selected: number): Promise<void> {
  let isOver = false
  const summary = summaryOf(run).finally(() => (isOver = true))
  summary.catch(() => {})
  for (let seconds = 0; !isOver; seconds += 1) {
    await wait(1000)
    if (seconds % 20 === 19) say(`${(await book.claims()).length} claims so far`)
  }
  const said = Summary.parse(await summary)
  if (said.status !== 'done' || said.selected !== selected || said.failed > 0)
    throw new Error(
      `the run ended ${said.status}, ${said.selected} of ${selected} selected, ${said.failed} failed`,
    )
}

/** Looks by itself how many accounts are in flight, until stopped; gives the most it saw and how often it looked. */
function sample({ db }: WorkerBook): () => Promise<{ most: number; looks: number }> {
  const Seen = z.tuple([z.object({ running: z.number() })])
  const seen = { most: 0, looks: 0 }
  let isOver = false
  const looking = (async () => {
    while (!isOver) {
      const { rows } =
        await sql`select count(*)::int as running from daybook.work_item where state = 'running'`.execute(db)
      seen.most = Math.max(seen.most, Seen.parse(rows)[0].running)
      seen.looks += 1
      await wait(100)
    }
  })()
  return async () => {
    isOver = true
    await looking
    return seen
  }
}

/** A day with so many workers: its time, its most accounts at once, and who worked how many. */
async function day(workers: number) {
  say(`making a book of ${accounts * 5} accounts for ${workers} workers`)
  const book = await workerBook(accounts * 5, `maxInFlight = ${cap}`)
  try {
    // More places than the cap leaves: what holds them back is the cap alone.
    const places = workers === 1 ? inFlight : Math.ceil(inFlight * 1.25)
    const all = await hire(book, named(workers), { ms: turnMs, places })
    const sampled = sample(book)
    await finish(book, book.run('--watch', '--limit', String(accounts)), accounts)
    const { most: mostSampled, looks } = await sampled()
    const claims = await book.claims()
    // Given back when the database was crowded, and claimed again; only what left two proposals was worked twice.
    const claimedAgain = claims.length - new Set(claims.map(({ account }) => account)).size
    const twice = (await book.claimedItems()).filter(({ proposals }) => proposals > 1).length
    await dismiss(all)
    const ms = await workedMs(book)
    const byWorker = named(workers).map((name) => claims.filter(({ worker }) => worker === name).length)
    const most = Math.max(...claims.map(({ running }) => running))
    say(
      `${workers} workers: ${(ms / 1000).toFixed(1)} s, at most ${most} in flight, ${byWorker.join(' + ')} accounts`,
    )
    return { ms, most, mostSampled, looks, twice, claimedAgain, byWorker }
  } finally {
    await book.close()
  }
}

/** kill -9 of one of three workers that are all full: until the last of its accounts is in other hands. */
async function takeovers(kills: number): Promise<readonly { ms: number; lost: number }[]> {
  say(`making a book of ${few * 10} accounts for the takeovers`)
  const book = await workerBook(few * 10 * kills, `maxInFlight = ${cap}`)
  const rounds: { ms: number; lost: number }[] = []
  try {
    const others = await hire(book, ['left', 'right'], { ms: 1500 })
    for (let round = 1; round <= kills; round += 1) {
      await book.forget()
      const [victim] = await hire(book, [`victim ${round}`], { ms: 1500 })
      const run = book.run('--watch', ...book.more(few))
      const held = async () => (await book.claims()).filter(({ worker }) => worker === `victim ${round}`)
      while ((await held()).length < 5) await wait(20)
      // In the middle of their work.
      await wait(1000)
      victim?.kill('SIGKILL')
      const killedAt = Date.now()
      await finish(book, run, few * round)
      const claims = await book.claims()
      const again = (await held()).flatMap(
        (lost) => claims.find(({ account, epoch }) => account === lost.account && epoch > lost.epoch) ?? [],
      )
      if (again.length === 0) throw new Error('the killed worker held nothing')
      const ms = Math.round(Math.max(...again.map(({ at }) => at)) - killedAt)
      rounds.push({ ms, lost: again.length })
      say(`takeover ${round}: ${again.length} accounts, the last after ${ms} ms`)
    }
    await dismiss(others)
    return rounds
  } finally {
    await book.close()
  }
}

/** Fills the CRM up to so many accounts like those that are there; the book hears of them as of any others. */
async function fillTo(db: Db, size: number): Promise<void> {
  await sql`
    with base as (select row_number() over (order by id) - 1 as n, count(*) over () as count, a.* from crm.account a)
    insert into crm.account (id, key, version, owner_id, created_at, updated_at, fields, marks, match_domain, match_name)
    select 'acc_' || substr(md5('filler' || g), 1, 24), 'filler ' || g, (select last from crm.counter) + g, owner_id,
           created_at, updated_at,
           fields || jsonb_build_object('name', 'Filler ' || g, 'domain', 'filler' || g || '.example'), marks,
           'filler' || g || '.example', 'filler ' || g
    from generate_series(1, ${size}::int - (select count(*)::int from crm.account)) g
    join base on base.n = g % base.count`.execute(db)
  await sql`update crm.counter set last = (select max(version) from crm.account)`.execute(db)
  await sql`vacuum analyze crm.account`.execute(db)
}

/** The most memory a process ever held, in MB. Linux says it; 0 once it is gone. */
async function peakMb({ pid }: Running): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

/** A worker's most memory over a day, and that of the run that reads and ranks the whole book. */
async function memoryAt(size: number): Promise<{ worker: number; run: number }> {
  say(`making a book of ${size} accounts`)
  const book = await workerBook(1000, `maxInFlight = ${cap}`)
  try {
    await fillTo(book.db, size)
    const [worker] = await hire(book, named(1), { ms: 100 })
    if (worker === undefined) throw new Error('no worker')
    const run = book.run('--watch', '--limit', String(few))
    let runMb = 0
    const look = setInterval(async () => void (runMb = Math.max(runMb, await peakMb(run))), 50)
    await finish(book, run, few)
    clearInterval(look)
    const peak = { worker: Math.round(await peakMb(worker)), run: Math.round(runMb) }
    const { rows } =
      await sql`select count(*)::int as n from daybook.book_index where valid_to is null`.execute(book.db)
    if (z.object({ n: z.number() }).parse(rows[0]).n < size)
      throw new Error('the book is smaller than it should be')
    await dismiss([worker])
    say(`${size} accounts: worker ${peak.worker} MB, run ${peak.run} MB`)
    return peak
  } finally {
    await book.close()
  }
}

const isAsked = (part: string): boolean => flags.only === undefined || flags.only === part
const result: Record<string, unknown> = { accounts, inFlight, turnMs, workers: count, cap }
const goals: Record<string, boolean> = {}
if (isAsked('speedup')) {
  const one = await day(1)
  const many = await day(count)
  const speedup = one.ms / many.ms
  result[`speedup${count}`] = Number(speedup.toFixed(3))
  result['oneMs'] = Math.round(one.ms)
  result['manyMs'] = Math.round(many.ms)
  result['accountsByWorker'] = many.byWorker
  result['workedTwice'] = one.twice + many.twice
  result['claimedAgain'] = one.claimedAgain + many.claimedAgain
  result['maxInFlight'] = many.most
  result['maxInFlightSampled'] = [many.mostSampled, `${many.looks} looks`]
  goals[`${(0.9 * count).toFixed(1)} times faster`] = speedup >= 0.9 * count
  goals['cap kept'] = Math.max(one.most, many.most, one.mostSampled, many.mostSampled) <= cap
  goals['nothing twice'] = one.twice + many.twice === 0
}
if (isAsked('takeover')) {
  const rounds = await takeovers(Number(flags.kills))
  result['takeovers'] = rounds
  result['takeoverMs'] = Math.max(...rounds.map(({ ms }) => ms))
  goals['taken over within 15 s'] = rounds.every(({ ms }) => ms < 15_000)
}
if (isAsked('memory')) {
  const peaks = new Map<number, { worker: number; run: number }>()
  for (const size of sizes) peaks.set(size, await memoryAt(size))
  result['rssMbBySize'] = Object.fromEntries([...peaks].map(([size, { worker }]) => [size, worker]))
  result['runRssMbBySize'] = Object.fromEntries([...peaks].map(([size, { run }]) => [size, run]))
  const workers = [...peaks.values()].map(({ worker }) => worker)
  // Flat: what the collector leaves differs by a few megabytes from start to start.
  goals['memory flat within 10 %'] = Math.max(...workers) <= 1.1 * (workers[0] ?? 0)
}
result['goals'] = goals
result['wallMinutes'] = Number(((Date.now() - startedAt) / 60_000).toFixed(1))
console.log(flags.json ? JSON.stringify(result) : result)
if (Object.values(goals).includes(false)) process.exitCode = 1
