// npm run bench:scale [-- --json --accounts 800 --turn-ms 3000 --in-flight 20 --sizes 4000,40000,400000]
// Many workers on one database, each a process of its own, with a model that only waits: how much faster four are than
// one, whether the cap over all of them ever gave way, how soon a killed worker's accounts are worked again, and what a
// worker's memory is in books of different sizes. What happened is read from triggers in the database, not sampled.
import { readFile } from 'node:fs/promises'
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

const hire = (book: WorkerBook, workers: number, ms: number): Promise<readonly Running[]> =>
  Promise.all(
    Array.from({ length: workers }, (_, n) =>
      book.worker(`worker ${n + 1}`, ['--in-flight', String(inFlight), '--latency', String(ms)]),
    ),
  )

/** From the first claim to the end of the run, by the database's clock. */
async function workedMs({ db }: WorkerBook): Promise<number> {
  const { rows } = await sql`
    select extract(epoch from (select max(settled_at) from daybook.work_item) - min(at)) * 1000 as ms
    from public.claim_seen`.execute(db)
  return z.object({ ms: z.coerce.number() }).parse(rows[0]).ms
}

async function finish(book: WorkerBook, words: readonly string[]): Promise<number> {
  const summary = await summaryOf(book.run('--watch', ...words))
  const { status, selected } = z.object({ status: z.string(), selected: z.number() }).parse(summary)
  if (status !== 'done') throw new Error(`the run ended ${status}`)
  return selected
}

/** A day with so many workers: its time, its most accounts at once, and how many it worked. */
async function day(workers: number) {
  const book = await workerBook(accounts * 5, `maxInFlight = ${cap}`)
  try {
    const all = await hire(book, workers, turnMs)
    const selected = await finish(book, ['--limit', String(accounts)])
    const claims = await book.claims()
    const twice = claims.length - new Set(claims.map(({ account }) => account)).size
    await dismiss(all)
    return {
      ms: await workedMs(book),
      most: Math.max(...claims.map(({ running }) => running)),
      selected,
      twice,
    }
  } finally {
    await book.close()
  }
}

/** kill -9 of one of the workers in the middle: until the last of its accounts is in other hands. */
async function takeover(): Promise<number> {
  const book = await workerBook(few * 10, `maxInFlight = ${cap}`)
  try {
    // Long turns: whatever it holds when it dies is in the middle of its work.
    const [victim, ...others] = await hire(book, 3, 1500)
    const done = finish(book, ['--limit', String(few)])
    const held = async () => (await book.claims()).filter(({ worker }) => worker === 'worker 1')
    while ((await held()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    victim?.kill('SIGKILL')
    const killedAt = Date.now()
    await done
    const again = (await book.claims()).filter(({ crashes }) => crashes > 0)
    await dismiss(others)
    if (again.length === 0) throw new Error('the killed worker held nothing')
    return Math.max(...again.map(({ at }) => at)) - killedAt
  } finally {
    await book.close()
  }
}

/** Fills the index up to so many accounts, none of which may be worked: the book is large, the day's work is the same. */
async function fillTo(db: Db, size: number): Promise<void> {
  await sql`
    insert into daybook.book_index
    select (jsonb_populate_record(null::daybook.book_index, to_jsonb(one) || jsonb_build_object(
      'account_id', 'acc_' || substr(md5('filler' || g), 1, 24), 'suppressed', true,
      'domain', 'filler' || g || '.example', 'name', 'Filler ' || g))).*
    from (select * from daybook.book_index where valid_to is null limit 1) one,
         generate_series(1, ${size}::int - (select count(*)::int from daybook.book_index)) g`.execute(db)
  await sql`vacuum analyze daybook.book_index`.execute(db)
}

/** The most memory a process ever held, in MB. Linux says it. */
async function peakMb({ pid }: Running): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024
}

async function memoryAt(size: number): Promise<number> {
  const book = await workerBook(1000, `maxInFlight = ${cap}`)
  try {
    const [worker] = await hire(book, 1, 100)
    if (worker === undefined) throw new Error('no worker')
    // The first run fills the index; the second, longer one is worked in the large book.
    await finish(book, ['--limit', '1'])
    await fillTo(book.db, size)
    await finish(book, ['--more', String(few)])
    const mb = await peakMb(worker)
    await dismiss([worker])
    return mb
  } finally {
    await book.close()
  }
}

const isAsked = (part: string): boolean => flags.only === undefined || flags.only === part
const result: Record<string, unknown> = { accounts, inFlight, turnMs, workers: count, cap }
if (isAsked('speedup')) {
  const one = await day(1)
  const many = await day(count)
  result[`speedup${count}`] = Number((one.ms / many.ms).toFixed(3))
  result['oneMs'] = Math.round(one.ms)
  result['manyMs'] = Math.round(many.ms)
  result['selected'] = [one.selected, many.selected]
  result['workedTwice'] = one.twice + many.twice
  result['maxInFlight'] = many.most
}
if (isAsked('takeover')) result['takeoverMs'] = Math.round(await takeover())
if (isAsked('memory')) {
  const rss: Record<string, number> = {}
  for (const size of sizes) rss[size] = Math.round(await memoryAt(size))
  result['rssMbBySize'] = rss
}
console.log(flags.json ? JSON.stringify(result) : result)
