// A few real processes on one Postgres; the long ones are in test/long. What they did is read from the database, where
// triggers wrote it down.
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { dismiss, summaryOf, workerBook, type WorkerBook } from './worker-book.ts'

const cap = 7
const accounts = 14
let book: WorkerBook

beforeAll(async () => {
  book = await workerBook(200, `maxInFlight = ${cap}\ninFlight = 3`)
}, 120_000)
afterAll(() => book.close(), 60_000)
beforeEach(() => book.forget())
// A test that failed leaves nobody behind for the next one.
afterEach(() => book.stopAll())

/** The accounts that a worker has claimed, as soon as there are any. */
async function heldBy(name: string): Promise<ReadonlySet<string>> {
  for (;;) {
    const held = (await book.claims()).filter(({ worker }) => worker === name)
    if (held.length > 0) return new Set(held.map(({ account }) => account))
    await wait(50)
  }
}

const most = (numbers: readonly number[]): number => Math.max(...numbers)

test(
  'three workers, of whom one is killed, and one who watches: each account ends once, the cap is never passed, no retry is eaten',
  { timeout: 120_000 },
  async () => {
    const names = ['dies', 'one', 'two']
    const [dies, ...two] = await Promise.all(
      names.map((name) => book.worker(name, ['--latency', name === 'dies' ? '60000' : '200'])),
    )
    if (dies === undefined) throw new Error('nobody can die')
    const { release } = await book.holdClaims()
    const run = book.run('--watch', ...book.more(accounts))
    // A short run can be over before the last of them looks for it, as it should.
    await Promise.all([dies, ...two].map((worker) => worker.says('Joined run')))
    await release()
    const lost = await heldBy('dies')
    dies.kill('SIGKILL')
    const killedAt = Date.now()
    expect(await summaryOf(run)).toMatchObject({
      status: 'done',
      selected: accounts,
      failed: 0,
      spend: { modelCalls: expect.any(Number) },
    })
    const claims = await book.claims()
    expect(most(claims.map(({ running }) => running))).toBe(cap)
    // Two of them have six places of the seven.
    expect(new Set(claims.map(({ worker }) => worker))).toEqual(new Set(names))
    const again = claims.filter(({ crashes }) => crashes > 0)
    expect(new Set(again.map(({ account }) => account))).toEqual(lost)
    expect(most(again.map(({ at }) => at)) - killedAt, 'milliseconds to the last takeover').toBeLessThan(
      15_000,
    )
    const items = await book.claimedItems()
    expect(items).toHaveLength(accounts)
    for (const item of items) {
      const times = lost.has(item.account) ? 1 : 0
      expect(item).toMatchObject({ crashes: times, model_failures: 0 })
      // One epoch for each claim and one for the takeover. A crowded database gives an account back for a later turn.
      const { length } = claims.filter(({ account }) => account === item.account)
      expect(item.epoch).toBe(length + times)
      expect(item.outcome).not.toBe('failed')
      expect(item.proposals).toBeLessThanOrEqual(1)
    }
    expect(await book.ends()).toBe(1)
    const shown = await book.workers()
    expect(shown.flatMap(({ state, name }) => (state === 'alive' ? [name] : [])).toSorted()).toEqual([
      'one',
      'two',
    ])
    expect(await dismiss(two)).toEqual([0, 0])
  },
)
