import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Fault, type FaultKind } from '#base/fault.ts'
import { guardOf, type GuardSettings } from './guard.ts'

// The libraries below read the machine's clock, so the test moves it: no waiting, no race.
beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-20T09:00:00Z') }))
afterEach(() => void vi.useRealTimers())

const never = new AbortController().signal
const made = (settings: Partial<GuardSettings> = {}) => {
  const turns: string[] = []
  const guard = guardOf(
    { name: 'atlas', timeoutMs: 1000, perSecond: 1000, concurrent: 4, restMs: 10_000, ...settings },
    { clock: () => new Date(), random: () => 0, onTurn: ({ state }) => turns.push(state) },
  )
  /** Runs one question to its end, moving the clock as far as it needs. */
  const run = async (attempt: (signal: AbortSignal) => Promise<unknown>): Promise<unknown> => {
    const end = guard.run(attempt, never).catch((thrown: unknown) => thrown)
    await vi.advanceTimersByTimeAsync(3000)
    return end
  }
  return { guard, turns, run }
}
const fails =
  (kind: FaultKind, more: object = {}) =>
  async (): Promise<never> => {
    throw Object.assign(new Fault(kind, `it is ${kind}`), more)
  }
const fine = async () => 'fine'

describe('one question', () => {
  test.each<[string, () => Promise<unknown>, number]>([
    ['that is answered is one call', fine, 1],
    ['to a vendor that is down is tried once more', fails('down'), 2],
    ['answered with nonsense is tried once more', fails('nonsense'), 2],
    ['that was refused is not tried again', fails('refused'), 1],
    ['that was told to slow down is not tried again', fails('throttled'), 1],
    ['that would end the same way is not tried again', fails('nonsense', { isFinal: true }), 1],
  ])('%s', async (_sentence, attempt, calls) => {
    const { guard, run } = made()
    await run(attempt)
    expect(guard.health().calls).toBe(calls)
    expect(guard.health().failures).toBe(attempt === fine ? 0 : calls)
  })

  test('without an answer ends after its time, and the attempt is told to stop', async () => {
    const { guard, run } = made()
    const stopped: boolean[] = []
    const hangs = (signal: AbortSignal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          stopped.push(true)
          reject(new Error('aborted'))
        })
      })
    expect(await run(hangs)).toMatchObject({ kind: 'down', message: 'atlas did not answer within 1 s' })
    expect(stopped).toEqual([true, true])
    expect(guard.health()).toMatchObject({ calls: 2, failures: 2 })
  })

  test('a bug passes through, is no failure of the vendor and is not repeated', async () => {
    const { guard, run } = made()
    const bug = new TypeError('ours')
    expect(await run(async () => Promise.reject(bug))).toBe(bug)
    expect(guard.health()).toMatchObject({ calls: 1, failures: 0, state: 'closed' })
  })
})

describe('the breaker', () => {
  test('opens after five failures in a row; then nothing goes out', async () => {
    const { guard, turns, run } = made({ restMs: 600_000 })
    for (let n = 0; n < 20; n += 1) await run(fails('down'))
    expect(guard.health()).toMatchObject({ state: 'open', failures: 5, calls: 5, lastError: 'it is down' })
    expect(guard.health().rejected).toBeGreaterThanOrEqual(16)
    expect(turns).toEqual(['open'])
  })

  test('a failure now and then does not open it', async () => {
    const { guard, run } = made()
    for (let n = 0; n < 20; n += 1) await run(n % 3 === 0 ? fails('refused') : fine)
    expect(guard.health()).toMatchObject({ state: 'closed', failures: 7, rejected: 0 })
  })

  test('after its rest one attempt decides: well again, or a longer rest', async () => {
    const { guard, turns, run } = made()
    for (let n = 0; n < 5; n += 1) await run(fails('refused'))
    await vi.advanceTimersByTimeAsync(10_000)
    await run(fails('refused'))
    expect(guard.health()).toMatchObject({ state: 'open', calls: 6 })
    await vi.advanceTimersByTimeAsync(12_000)
    await run(fine)
    expect(guard.health()).toMatchObject({ state: 'open', calls: 6 })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await run(fine)).toBe('fine')
    expect(guard.health()).toMatchObject({ state: 'closed', calls: 7 })
    expect(turns).toEqual(['open', 'half-open', 'open', 'half-open', 'closed'])
  })
})

test('a vendor that says how long to wait is left alone for that long, and shown as open', async () => {
  const { guard, run } = made()
  await run(fails('throttled', { retryAfterMs: 30_000 }))
  expect(guard.health().state).toBe('open')
  expect(await run(fine)).toMatchObject({
    name: 'NotAsked',
    message: 'atlas was not asked: it is throttled',
  })
  await vi.advanceTimersByTimeAsync(30_000)
  expect(await run(fine)).toBe('fine')
  expect(guard.health()).toMatchObject({ state: 'closed', calls: 2, rejected: 1 })
})

describe('many questions at once', () => {
  const counting = () => {
    const seen = { now: 0, most: 0, total: 0 }
    const attempt = async () => {
      seen.now += 1
      seen.total += 1
      seen.most = Math.max(seen.most, seen.now)
      await new Promise((resolve) => setTimeout(resolve, 100))
      seen.now -= 1
    }
    return { seen, attempt }
  }

  test('no more than so many are under way; the rest wait and are answered', async () => {
    const { guard } = made({ concurrent: 3 })
    const { seen, attempt } = counting()
    const all = Promise.all(Array.from({ length: 20 }, () => guard.run(attempt, never)))
    await vi.advanceTimersByTimeAsync(1000)
    await all
    expect(seen).toMatchObject({ most: 3, total: 20 })
  })

  test('no more than so many a second go out', async () => {
    const { guard } = made({ perSecond: 5, concurrent: 100 })
    const { seen, attempt } = counting()
    const all = Promise.all(Array.from({ length: 12 }, () => guard.run(attempt, never)))
    await vi.advanceTimersByTimeAsync(900)
    expect(seen.total).toBe(5)
    await vi.advanceTimersByTimeAsync(1000)
    expect(seen.total).toBe(10)
    await vi.advanceTimersByTimeAsync(1000)
    await all
    expect(seen.total).toBe(12)
  })

  test('to a vendor that is down, no more go out than failures open it and were under way', async () => {
    const { guard } = made({ concurrent: 4 })
    const all = Promise.allSettled(Array.from({ length: 200 }, () => guard.run(fails('down'), never)))
    await vi.advanceTimersByTimeAsync(5000)
    await all
    expect(guard.health().calls).toBeLessThanOrEqual(5 + 4)
    expect(guard.health().state).toBe('open')
  })
})
