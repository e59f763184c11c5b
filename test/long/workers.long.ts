// Real processes on one Postgres. What they did is read from the database, where triggers wrote it down.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from 'kysely'
import { daybook, lastJson } from '../setup/cli.ts'
import { dismiss, summaryOf, workerBook, type WorkerBook } from '../journey/worker-book.ts'

const cap = 7
const accounts = 16
let book: WorkerBook

beforeAll(async () => {
  book = await workerBook(1000, `maxInFlight = ${cap}\ninFlight = 4`)
}, 120_000)
afterAll(() => book.close(), 60_000)
beforeEach(() => book.forget())
// A test that failed leaves nobody behind for the next one.
afterEach(() => book.stopAll())

const most = (numbers: readonly number[]): number => Math.max(...numbers)
/** The next accounts of the day: the same run, longer by so many. */
const more = (): readonly string[] => book.more(accounts)

test(
  'a killed worker: its accounts are taken over, no retry is eaten, and the run that goes on alone is whole',
  { timeout: 120_000 },
  async () => {
    const dies = await book.worker('dies', ['--latency', '2500'])
    const run = book.run('--latency', '50', ...more())
    await dies.says('Joined run')
    const held = async () => (await book.claims()).filter(({ worker }) => worker === 'dies')
    while ((await held()).length === 0) await wait(50)
    dies.kill('SIGKILL')
    const killedAt = Date.now()
    expect(await summaryOf(run)).toMatchObject({ status: 'done', failed: 0 })
    const lost = new Set((await held()).map(({ account }) => account))
    const again = (await book.claims()).filter(({ crashes }) => crashes > 0)
    expect(new Set(again.map(({ account }) => account))).toEqual(lost)
    expect(most(again.map(({ at }) => at)) - killedAt, 'milliseconds to the last takeover').toBeLessThan(
      15_000,
    )
    const items = await book.claimedItems()
    expect(items).toHaveLength(accounts)
    for (const { account, crashes, model_failures: failures, outcome } of items) {
      expect(failures).toBe(0)
      expect(outcome).not.toBe('failed')
      expect(crashes).toBe(lost.has(account) ? 1 : 0)
    }
  },
)

test(
  'a worker frozen in the middle of a settle: others go on, take over, and what it says later counts for nothing',
  { timeout: 120_000 },
  async () => {
    const frozen = await book.worker('frozen', ['--latency', '50'], { STOP_AT: 'settling:2' })
    const other = await book.worker('other', ['--latency', '150'])
    const summary = await summaryOf(book.run('--watch', ...more()))
    expect(summary).toMatchObject({ status: 'done', failed: 0 })
    expect((await book.workers()).find(({ name }) => name === 'frozen')).toMatchObject({
      state: 'frozen',
      inFlight: 0,
    })
    const before = await book.claimedItems()
    frozen.kill('SIGCONT')
    expect(await dismiss([frozen, other])).toEqual([0, 0])
    expect(await book.claimedItems()).toEqual(before)
    expect(before).toHaveLength(accounts)
    expect(before.some(({ crashes }) => crashes === 1)).toBe(true)
    expect(before.every(({ proposals, model_failures: failures }) => proposals <= 1 && failures === 0)).toBe(
      true,
    )
    expect(await book.ends()).toBe(1)
  },
)

test(
  'asked to stop, a worker takes no more, gives back what takes too long, and ends with 0; another goes on',
  { timeout: 120_000 },
  async () => {
    const goes = await book.worker('goes', ['--latency', '60000', '--drain', '1'])
    const watch = book.run('--watch', ...more())
    await goes.says('Joined run')
    while ((await book.claims()).length < 4) await wait(50)
    const askedAt = Date.now()
    expect(await dismiss([goes])).toEqual([0])
    expect(Date.now() - askedAt).toBeLessThan(15_000)
    const back = await book.claimedItems()
    expect(back).toHaveLength(4)
    expect(
      back.every(
        ({ crashes, model_failures: failures, outcome }) => crashes + failures === 0 && outcome === null,
      ),
    ).toBe(true)
    const next = await book.worker('next')
    expect(await summaryOf(watch)).toMatchObject({ status: 'done', failed: 0 })
    // A second signal does not wait for anything.
    const stuck = await book.worker('stuck')
    stuck.kill('SIGTERM')
    stuck.kill('SIGTERM')
    expect([0, 130]).toContain((await stuck.ended).code)
    expect(await dismiss([next])).toEqual([0])
  },
)

test(
  'Ctrl-C of the one who watches leaves the others at work and says so',
  { timeout: 120_000 },
  async () => {
    const stays = await book.worker('stays', ['--latency', '200'])
    const run = book.run('--no-json', '--latency', '200', ...more())
    await stays.says('Joined run')
    while ((await book.claims()).length < 8) await wait(50)
    run.kill('SIGINT')
    const ended = await run.ended
    expect(ended.code).toBe(130)
    expect(ended.stderr).toContain('Another worker goes on with this run')
    expect(await summaryOf(book.run('--watch'))).toMatchObject({ status: 'done', failed: 0 })
    expect(await book.claimedItems()).toHaveLength(accounts)
    expect(await dismiss([stays])).toEqual([0])
  },
)

test(
  'a worker with other settings, another model or an older program does not join, and says what to do',
  { timeout: 120_000 },
  async () => {
    const folder = await book.copy((toml) => toml.replace(/^name = /m, 'language = "de"\nname = '))
    const differs = await book.worker('differs', ['--book', folder], { DATABASE_URL: book.url })
    const run = book.run('--latency', '300', ...more())
    await differs.says('Not joined: run')
    expect((await book.workers()).find(({ name }) => name === 'differs')).toMatchObject({
      state: 'alive',
      run: null,
      refuses: expect.stringMatching(/differ from those it began with → copy them/),
    })
    expect(await summaryOf(run)).toMatchObject({ status: 'done' })
    expect((await book.claims()).some(({ worker }) => worker === 'differs')).toBe(false)
    expect(await dismiss([differs])).toEqual([0])
    await sql`insert into daybook.migration (version, name, hash) values (999999, '999999.sql', '')`.execute(
      book.db,
    )
    try {
      const old = await daybook(['worker', '--book', book.folder, '--json'])
      expect(old.code).toBe(2)
      expect(lastJson(old)).toMatchObject({
        code: 'refused',
        next: expect.stringContaining('Upgrade Daybook'),
      })
    } finally {
      await sql`delete from daybook.migration where version = 999999`.execute(book.db)
    }
  },
)

test(
  'the database dies under two workers: they say so and wait, and nobody pays for it',
  { timeout: 120_000 },
  async () => {
    const two = await Promise.all(['left', 'right'].map((name) => book.worker(name, ['--latency', '400'])))
    const run = book.run('--watch', ...more())
    while ((await book.claims()).length < 6) await wait(50)
    const [pid = ''] = (await readFile(join(book.clusterHome, 'pg', 'postmaster.pid'), 'utf8')).split('\n')
    process.kill(Number(pid), 'SIGQUIT')
    await Promise.all(two.map((worker) => worker.says('The database went away')))
    expect(await summaryOf(run)).toMatchObject({ status: 'done', failed: 0 })
    const items = await book.claimedItems()
    expect(items).toHaveLength(accounts)
    expect(
      items.every(({ crashes, model_failures: failures }) => crashes + failures === 0),
      JSON.stringify(items.filter(({ crashes, model_failures: failures }) => crashes + failures > 0)),
    ).toBe(true)
    expect(most((await book.claims()).map(({ running }) => running))).toBeLessThanOrEqual(cap)
    expect(await dismiss(two)).toEqual([0, 0])
  },
)
