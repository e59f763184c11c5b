import { expect, test } from 'vitest'
import { Fault, RunStop } from '#base/fault.ts'
import { claim } from '#orchestrator/fan-out/claim.ts'
import type { FanOut } from '#orchestrator/fan-out/flight.ts'
import { enter } from '#orchestrator/fan-out/presence.ts'
import { settle } from '#orchestrator/fan-out/settle.ts'
import { RunId } from '#records/ids.ts'
import type { JourneyResult } from '#records/run.ts'
import { runCounts, runResults } from '#state/read/work-item.ts'
import { sleep } from '../../src/main/sleep.ts'
import { useDatabase } from '../setup/database.ts'
import { accountOf, begin, fan, somebody } from './fan-out-run.ts'

const database = useDatabase()
const fine: JourneyResult = {
  outcome: 'committed',
  reason: 'ok',
  heldBy: [],
  created: 1,
  updated: 0,
  unchanged: 0,
  orders: 0,
  queueItems: 0,
}
const onGiveUp = async (): Promise<void> => {}

const order = (
  runId: RunId,
  work: FanOut['work'],
  more: Partial<Omit<FanOut, 'presence'>> = {},
): Omit<FanOut, 'presence'> => ({
  runId,
  inFlight: 5,
  work,
  onFailure: async () => {},
  onSettled: () => {},
  onProgress: () => {},
  patienceMs: 5000,
  onAway: () => {},
  stop: new AbortController().signal,
  ...more,
})

test('every account is worked once, in rank order, never more at a time than the cap', async () => {
  const { runId, world, close } = await begin(database(), 'aaaaaa1', 40)
  const seen: string[] = []
  let now = 0
  let most = 0
  const end = await fan(
    world,
    order(runId, async ({ account_id: accountId }) => {
      seen.push(accountId)
      most = Math.max(most, ++now)
      await sleep(10)
      now -= 1
      return fine
    }),
  )
  expect(end).toEqual({ kind: 'done' })
  expect(new Set(seen).size).toBe(40)
  expect(seen).toHaveLength(40)
  expect(most).toBe(5)
  expect(new Set(seen.slice(0, 5))).toEqual(new Set([1, 2, 3, 4, 5].map(accountOf)))
  expect(await runCounts(world.db, runId)).toMatchObject({ selected: 40, committed: 40, open: 0 })
  await close()
})

test('a failure is tried once more, then the account goes to a person; a refusal goes there at once', async () => {
  const { runId, world, close } = await begin(database(), 'aaaaaa2', 3)
  const tries: string[] = []
  const told: string[] = []
  const end = await fan(
    world,
    order(
      runId,
      async ({ account_id: accountId }) => {
        tries.push(accountId)
        if (accountId === accountOf(1)) throw new Fault('nonsense', 'it answered nonsense')
        if (accountId === accountOf(2)) throw new Fault('refused', 'it refused')
        if (tries.filter((one) => one === accountId).length === 1) throw new Fault('down', 'it was away')
        return fine
      },
      {
        onFailure: async (_trx, { account_id: accountId }, failure) =>
          void told.push(`${accountId}: ${failure}`),
      },
    ),
  )
  expect(end).toEqual({ kind: 'done' })
  const count = (n: number): number => tries.filter((one) => one === accountOf(n)).length
  expect([count(1), count(2), count(3)]).toEqual([2, 1, 2])
  expect(told.toSorted()).toEqual(['acc_1: it answered nonsense', 'acc_2: it refused'])
  expect(await runCounts(world.db, runId)).toMatchObject({ committed: 1, failed: 2, open: 0 })
  await close()
})

test('a crowded database costs no retry; one that stays crowded is a failure in the end', async () => {
  const { runId, world, close } = await begin(database(), 'aaaaaa8', 2)
  let tries = 0
  const crowded = Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' })
  const impatient = { ...world, sleep: (ms: number, signal?: AbortSignal) => sleep(Math.min(ms, 5), signal) }
  const end = await fan(
    impatient,
    order(runId, async ({ account_id: accountId, model_failures: failures }) => {
      expect(failures, accountId).toBeLessThan(2)
      if (accountId === accountOf(1) && ++tries < 4) throw crowded
      if (accountId === accountOf(2)) throw new Fault('throttled', 'slow down')
      return fine
    }),
  )
  expect(end).toEqual({ kind: 'done' })
  expect(await runCounts(world.db, runId)).toMatchObject({ committed: 1, failed: 1, open: 0 })
  await close()
})

test('what must stop the run stops it, finishes what is in flight, and the next call continues', async () => {
  const { runId, world, close } = await begin(database(), 'aaaaaa3', 12)
  let full = true
  const work: FanOut['work'] = async ({ account_id: accountId }) => {
    await sleep(accountId === accountOf(3) ? 1 : 40)
    if (accountId === accountOf(3) && full) throw new RunStop('down', 'the disk is full')
    return fine
  }
  const end = await fan(world, order(runId, work))
  expect(end).toMatchObject({ kind: 'paused', cause: 'the disk is full', by: { stopCause: 'machine' } })
  expect(await runCounts(world.db, runId)).toMatchObject({ committed: 4, failed: 0 })
  full = false
  expect(await fan(world, order(runId, work))).toEqual({ kind: 'done' })
  expect(await runCounts(world.db, runId)).toMatchObject({ committed: 12, open: 0 })
  await close()
})

test('the brake pauses a run whose accounts keep failing for one cause', async () => {
  const { runId, world, close } = await begin(database(), 'aaaaaa4', 60)
  const end = await fan(
    world,
    order(runId, async () => {
      throw new Fault('refused', 'the key is wrong')
    }),
  )
  expect(end.kind).toBe('paused')
  expect(end.kind === 'paused' ? end.cause : '').toContain('failed: the key is wrong')
  expect((await runCounts(world.db, runId)).open).toBeGreaterThan(20)
  await close()
})

test('an outage with 60 in flight: the brake pauses, and only those that showed it went to a person', async () => {
  const { runId, world, close } = await begin(database(), 'aaaaab1', 60)
  let isDown = true
  const work: FanOut['work'] = async ({ account_id: accountId, model_failures: failures }) => {
    // The second failures come one after the other, as calls do that are tried again after random waits.
    await sleep(failures === 0 ? 1 : 10 * Number(accountId.slice(4)))
    if (isDown) throw new Fault('down', 'the vendor has no capacity')
    return fine
  }
  const end = await fan(world, order(runId, work, { inFlight: 60 }))
  expect(end.kind).toBe('paused')
  const { failed, open } = await runCounts(world.db, runId)
  expect(failed).toBeLessThan(40)
  expect(failed + open).toBe(60)
  isDown = false
  expect(await fan(world, order(runId, work))).toEqual({ kind: 'done' })
  expect(await runCounts(world.db, runId)).toMatchObject({ committed: 60 - failed, failed, open: 0 })
  await close()
})

test('asked to stop, it finishes what is in flight and begins nothing new', async () => {
  const { runId, world, close } = await begin(database(), 'aaaaaa5', 20)
  const stop = new AbortController()
  let begun = 0
  const end = await fan(
    world,
    order(
      runId,
      async () => {
        begun += 1
        if (begun === 3) stop.abort()
        await sleep(30)
        return fine
      },
      { stop: stop.signal },
    ),
  )
  expect(end).toEqual({ kind: 'stopped' })
  const counts = await runCounts(world.db, runId)
  expect(counts.committed).toBe(begun)
  expect(counts.open).toBe(20 - begun)
  await close()
})

test('asked to stop when the last account is in flight, the run is done', async () => {
  const { runId, world, close } = await begin(database(), 'aaaaaa9', 2)
  const stop = new AbortController()
  const work: FanOut['work'] = async () => {
    stop.abort()
    await sleep(20)
    return fine
  }
  expect(await fan(world, order(runId, work, { stop: stop.signal }))).toEqual({ kind: 'done' })
  await close()
})

test('accounts of a dead worker are taken up; what it still says is thrown away; the third crash goes to a person', async () => {
  const { runId, world, close } = await begin(database(), 'aaaaaa6', 1)
  for (const crash of [1, 2, 3]) {
    const dead = await enter(world, somebody)
    const { claimed } = await claim(world, {
      runId,
      worker: dead.worker,
      holds: [],
      want: 1,
      cap: 5,
      onGiveUp,
    })
    expect(claimed).toHaveLength(1)
    await dead.leave() // its lock goes, as with its process; the item stays running
    const next = await enter(world, somebody)
    const look = { runId, worker: next.worker, holds: [], want: 0, cap: 5, onGiveUp }
    if (crash === 3) {
      const dies = { ...look, onGiveUp: () => Promise.reject(new Error('killed before a person was told')) }
      await expect(claim(world, dies)).rejects.toThrow('killed')
      expect((await runCounts(world.db, runId)).failed).toBe(0)
    }
    const { tookBack, gaveUp } = await claim(world, look)
    expect([tookBack, gaveUp.length]).toEqual([1, crash === 3 ? 1 : 0])
    for (const row of claimed) expect(await settle(world, row, { state: 'done', result: fine })).toBe(false)
    await next.leave()
  }
  const [result] = await runResults(world.db, runId)
  expect(result).toMatchObject({ outcome: 'failed', reason: 'the process died 3 times while working it' })
  await close()
})

test('a living worker keeps its accounts', async () => {
  const { runId, world, close } = await begin(database(), 'aaaaaa7', 1)
  const alive = await enter(world, somebody)
  await claim(world, { runId, worker: alive.worker, holds: [], want: 1, cap: 5, onGiveUp })
  const other = await enter(world, somebody)
  expect(await claim(world, { runId, worker: other.worker, holds: [], want: 1, cap: 5, onGiveUp })).toEqual({
    claimed: [],
    tookBack: 0,
    gaveUp: [],
    isOver: false,
  })
  await Promise.all([alive.leave(), other.leave()])
  await close()
})

test('what a worker itself lost hold of comes back and counts as no crash; what it works it keeps', async () => {
  const { runId, world, close } = await begin(database(), 'aaaaab2', 1)
  const me = await enter(world, somebody)
  const look = { runId, worker: me.worker, want: 0, cap: 5, onGiveUp }
  const { claimed } = await claim(world, { ...look, holds: [], want: 1 })
  const [item] = claimed
  expect(await claim(world, { ...look, holds: [item?.id ?? ''] })).toMatchObject({ tookBack: 0 })
  expect(await claim(world, { ...look, holds: [] })).toMatchObject({ tookBack: 1, gaveUp: [] })
  for (const row of claimed) expect(await settle(world, row, { state: 'done', result: fine })).toBe(false)
  expect((await claim(world, { ...look, holds: [], want: 1 })).claimed).toMatchObject([{ epoch: 3 }])
  await me.leave()
  await close()
})

test('what breaks behind the work is how the run ended, after every account was settled', async () => {
  const { runId, world, close } = await begin(database(), 'behind1', 6)
  const onProgress = (): void => {
    throw new Error('the screen is gone')
  }
  const end = await fan(
    world,
    order(runId, async () => fine, { onProgress }),
  )
  expect(end).toMatchObject({ kind: 'broken', thrown: { message: 'the screen is gone' } })
  expect(await runCounts(world.db, runId)).toMatchObject({ committed: 6, open: 0 })
  await close()
})
