// Workers stopped with SIGSTOP in the middle of what they do, also inside transactions that hold locks, and woken again
// when others have done their work. What they then leave in our tables and in the CRM is compared with what was there.
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import type { FaultLabel } from '#ports/faults.ts'
import { verifyAudit } from '#state/read/audit-verify.ts'
import type { Db } from '#state/db.ts'
import type { Ended, Running } from '../setup/cli.ts'
import { dismiss, summaryOf, workerBook, type WorkerBook } from '../journey/worker-book.ts'

/** Where each of them stands still; `inside` a transaction it holds its rows and, once it has audited, the audit's lock. */
const places: readonly (readonly [FaultLabel, 'inside' | 'between'])[] = [
  ['claiming', 'inside'],
  ['verdict-made', 'between'],
  ['committing', 'inside'],
  ['commit-after', 'between'],
  ['crm-sent', 'between'],
  ['crm-confirming', 'inside'],
  ['settling', 'inside'],
]
const accounts = 36
let book: WorkerBook

beforeAll(async () => {
  book = await workerBook(400, 'inFlight = 2')
}, 120_000)
afterAll(() => book.close(), 60_000)
afterEach(() => book.stopAll())

/** Resolves with the time when the process stands still: Linux calls that T. One that ends instead is a failure. */
async function stopped({ pid, ended }: Running): Promise<number> {
  let end: Ended | undefined
  void ended.then((said) => (end = said))
  for (;;) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    if (stat.split(') ')[1]?.startsWith('T') === true) return Date.now()
    if (end !== undefined) throw new Error(`it ended with ${end.code}: ${end.stderr}`)
    await wait(20)
  }
}

// The ledger, the journal and what is known of vendors go on: a call that a stale worker had under way was made, is paid
// for, and may have found the vendor slow. Beats are beats.
const own = sql`table_schema in ('daybook', 'crm') and table_type = 'BASE TABLE'
  and table_name not in ('worker', 'spend', 'journal', 'vendor_state')`
const Tables = z.array(z.object({ name: z.string() }))
const Hash = z.array(z.object({ rows: z.number(), hash: z.string() }))

/** Every table of ours and of the built-in CRM, and the run's tickets, as a count and a hash over all rows. */
async function everything(
  db: Db,
): Promise<Readonly<Record<string, z.infer<typeof Hash>[number] | undefined>>> {
  const { rows } = await sql`
    select table_schema || '.' || table_name as name from information_schema.tables where ${own} order by 1`.execute(
    db,
  )
  const hashes: Record<string, z.infer<typeof Hash>[number] | undefined> = {}
  for (const { name } of [...Tables.parse(rows), { name: 'pgboss.job' }]) {
    const hashed = await sql
      .raw(
        `select count(*)::int as rows, md5(coalesce(string_agg(md5(t::text), '' order by t::text), '')) as hash from ${name} t`,
      )
      .execute(db)
    hashes[name] = Hash.parse(hashed.rows)[0]
  }
  return hashes
}

test(
  'workers frozen at seven places, four of them inside transactions: others take over within 15 s, and the woken ones write nothing',
  { timeout: 240_000 },
  async () => {
    const well = await book.worker('well', ['--latency', '200', '--in-flight', '20'])
    const frozen = await Promise.all(
      places.map(([label]) => book.worker(label, ['--latency', '20'], { STOP_AT: `${label}:1` })),
    )
    const { release } = await book.holdClaims()
    const run = book.run('--watch', ...book.more(accounts))
    await Promise.all(frozen.map((worker) => worker.says('Joined run')))
    await release()
    const stoppedAt = await Promise.all(frozen.map(stopped))
    expect(await summaryOf(run)).toMatchObject({ status: 'done', failed: 0 })

    const claims = await book.claims()
    const waited = places.flatMap(([label], n) =>
      claims.flatMap((mine) => {
        const next = claims.find(({ account, epoch }) => account === mine.account && epoch > mine.epoch)
        return mine.worker === label && next !== undefined
          ? [{ label, ms: next.at - (stoppedAt[n] ?? 0) }]
          : []
      }),
    )
    // Whoever stood still in the claim itself had no account yet.
    const robbed = new Set(waited.map(({ label }) => label))
    expect(places.filter(([label]) => !robbed.has(label))).toEqual([['claiming', 'inside']])
    const slowest = Math.max(...waited.map(({ ms }) => ms))
    console.log(`${waited.length} accounts taken over, the last after ${slowest.toFixed()} ms`)
    const states = new Map((await book.workers()).map(({ name, state }) => [name, state]))
    for (const [label] of places) expect(states.get(label)).toBe('frozen')
    const before = await everything(book.db)

    for (const worker of frozen) worker.kill('SIGCONT')
    expect(await dismiss([...frozen, well])).toEqual([...places.map(() => 0), 0])
    expect(await everything(book.db)).toEqual(before)
    expect(
      (await book.claimedItems()).every(({ proposals, model_failures: n }) => proposals <= 1 && n === 0),
    ).toBe(true)
    expect((await verifyAudit({ db: book.db })).broken).toBeUndefined()
    expect(await book.ends()).toBe(1)
    expect(slowest, 'milliseconds to the last takeover').toBeLessThan(15_000)
  },
)
