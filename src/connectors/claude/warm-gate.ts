import type { Clock } from '#base/clock.ts'
import { arrived, cold, failed, gaveUp, started, type Step, type Warmth } from './warm-up.ts'

/** One call that was let through: `started` at its first token, if there is one, and `ended` always. */
interface Passed {
  started(): void
  ended(): void
}

interface WarmGateOptions {
  readonly clock: Clock
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  /** How long an entry of the vendor's cache lives after its last use, in milliseconds. */
  readonly lifetimeMs: number
  /** How long a call waits for another one's first token before it goes by itself. */
  readonly patienceMs: number
}

/** Lets one call per prefix go first and the rest after its first token. `pass` never rejects. */
export function warmGate({ clock, sleep, lifetimeMs, patienceMs }: WarmGateOptions): {
  pass(prefix: string): Promise<Passed>
} {
  const prefixes = new Map<string, Warmth>()
  const waiters = new Map<number, () => void>()
  let calls = 0
  const now = (): number => clock().getTime()
  const take = (prefix: string, step: Step): readonly number[] => {
    prefixes.set(prefix, step.warmth)
    for (const id of step.released) waiters.get(id)?.()
    return step.released
  }
  const warmthOf = (prefix: string): Warmth => prefixes.get(prefix) ?? cold
  const forgetOld = (): void => {
    for (const [prefix, warmth] of prefixes)
      if (warmth.kind === 'cold' || (warmth.kind === 'warm' && warmth.usedAt + lifetimeMs <= now()))
        prefixes.delete(prefix)
  }
  const wait = async (prefix: string, id: number): Promise<void> => {
    const released = new AbortController()
    waiters.set(id, () => released.abort())
    await sleep(patienceMs, released.signal)
    waiters.delete(id)
    if (!released.signal.aborted) take(prefix, gaveUp(warmthOf(prefix), id))
  }
  return {
    async pass(prefix) {
      if (prefixes.size > 100) forgetOld()
      const id = ++calls
      const goes = take(prefix, arrived(warmthOf(prefix), id, { now: now(), lifetimeMs })).includes(id)
      if (!goes) await wait(prefix, id)
      const sentAt = now()
      return {
        started: () => void take(prefix, started(warmthOf(prefix), sentAt)),
        // After a first token this changes nothing: the call leads no longer.
        ended: () => void take(prefix, failed(warmthOf(prefix), id)),
      }
    },
  }
}
