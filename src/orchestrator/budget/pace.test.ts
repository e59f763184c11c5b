import { setImmediate as settled } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { RunStop } from '#base/fault.ts'
import { seeded } from '#base/random.ts'
import { ModelFault } from '#ports/model.ts'
import { newPace } from './pace.ts'

/** A clock that jumps to whatever is next. */
function hurry(seed: number) {
  let now = 0
  let due: { readonly at: number; readonly wake: () => void }[] = []
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((wake) => {
      if (signal?.aborted === true) return wake()
      due.push({ at: now + ms, wake })
      signal?.addEventListener('abort', () => wake())
    })
  return {
    sleep,
    random: seeded(seed),
    now: () => now,
    async until<T>(work: Promise<T>): Promise<T> {
      let isOver = false
      const over = work.finally(() => (isOver = true))
      over.catch(() => undefined)
      for (;;) {
        await settled()
        if (isOver) return over
        const next = due.toSorted((a, b) => a.at - b.at)[0]
        if (next === undefined) throw new Error('everybody waits for somebody else')
        due = due.filter((one) => one !== next)
        now = next.at
        next.wake()
      }
    },
  }
}

const slowDown = (retryAfterMs?: number): ModelFault =>
  new ModelFault('throttled', 'slow down', { billed: 'nothing', next: 'lower inFlight', retryAfterMs })

/** A vendor that lets so many calls a minute through, each of which takes three seconds. */
function vendor({ sleep, now }: ReturnType<typeof hurry>, perMinute: number, says: boolean) {
  const counts = { answered: 0, turnedAway: 0 }
  let [room, at] = [perMinute, 0]
  return {
    counts,
    async call(): Promise<void> {
      room = Math.min(perMinute, room + ((now() - at) / 60_000) * perMinute)
      at = now()
      if (room < 1) {
        counts.turnedAway += 1
        throw slowDown(says ? Math.ceil(((1 - room) / perMinute) * 60_000) : undefined)
      }
      room -= 1
      await sleep(3000)
      counts.answered += 1
    },
  }
}

test.each([
  { perMinute: 60, says: true },
  { perMinute: 60, says: false },
  { perMinute: 1000, says: true },
  { perMinute: 1000, says: false },
])(
  '200 conversations at a vendor that takes $perMinute calls a minute (says how long to wait: $says): none is given up, few calls are turned away, and its room is used',
  async ({ perMinute, says }) => {
    const time = hurry(7)
    const { call, counts } = vendor(time, perMinute, says)
    const pace = newPace(time)
    const conversation = async (): Promise<void> => {
      for (let turn = 0; turn < 3; turn += 1) await pace.pass(call)
    }
    await time.until(Promise.all(Array.from({ length: 200 }, conversation)))
    expect(counts.answered).toBe(600)
    expect(counts.turnedAway).toBeLessThan(600)
    const leastMs = Math.max(9000, ((600 - perMinute) / perMinute) * 60_000)
    // Half a minute more where there is hardly a limit: what it takes to find out how much may be under way.
    expect(time.now()).toBeLessThan(1.2 * leastMs + 30_000)
  },
)

test('nobody waits for others while nobody is turned away', async () => {
  const time = hurry(1)
  const pace = newPace(time)
  await time.until(Promise.all(Array.from({ length: 200 }, () => pace.pass(() => time.sleep(3000)))))
  expect(time.now()).toBe(3000)
})

test('a vendor that answers nobody for ten minutes, or asks for a longer rest, stops the run instead of failing accounts', async () => {
  for (const asked of [undefined, 3_600_000]) {
    const time = hurry(2)
    const pace = newPace(time)
    let calls = 0
    const call = async (): Promise<never> => {
      calls += 1
      throw slowDown(asked)
    }
    const ends = await time.until(Promise.allSettled(Array.from({ length: 50 }, () => pace.pass(call))))
    for (const end of ends) expect(end).toMatchObject({ reason: { name: 'RunStop', stopCause: 'budget' } })
    expect(JSON.stringify(ends.map((end) => end.status === 'rejected' && end.reason.next))).toContain(
      'lower inFlight; the same command continues later',
    )
    expect(calls).toBeLessThan(250)
  }
})

test('one call that is turned away while others are answered goes up in the end, and the others go on', async () => {
  const time = hurry(3)
  const pace = newPace(time)
  const tooMuch = pace.pass(async () => {
    throw slowDown()
  })
  const others = Array.from({ length: 200 }, () => pace.pass(() => time.sleep(100)))
  await expect(time.until(tooMuch)).rejects.toThrow('slow down')
  await time.until(Promise.all(others))
})

test('asked to stop, whoever waits ends, and what is under way is finished', async () => {
  const time = hurry(4)
  const stop = new AbortController()
  const pace = newPace(time, stop.signal)
  const underWay = pace.pass(() => time.sleep(60_000))
  const waiting = pace.pass(async () => {
    throw slowDown(30_000)
  })
  await settled()
  stop.abort()
  await expect(time.until(waiting)).rejects.toThrow(RunStop)
  await expect(pace.rest(1000)).rejects.toThrow(RunStop)
  await time.until(underWay)
})
