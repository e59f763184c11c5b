import {
  BrokenCircuitError,
  BulkheadRejectedError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  type IBackoff,
  TaskCancelledError,
  TimeoutStrategy,
  bulkhead,
  circuitBreaker,
  handleWhen,
  retry,
  timeout,
  wrap,
} from 'cockatiel'
import { RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible'
import type { Clock } from '#base/clock.ts'
import { Fault, worthRetrying } from '#base/fault.ts'
import type { Random } from '#base/random.ts'
import type { VendorHealth } from '#records/vendor-health.ts'
import { NotAsked } from './not-asked.ts'

// What stands between us and a vendor, from the outside in:
//   bulkhead   so many questions under way; the rest wait in line
//   retry      one more attempt, never while the breaker is open
//   breaker    closed; five failures in a row -> open (not asked); after a rest -> half-open: one attempt decides
//   rate       so many attempts a second; the rest wait. First within this process, then among all of the book's
//   timeout    of one attempt
// A vendor that says how long to wait is not asked before that: it counts as open.

export interface GuardSettings {
  readonly name: string
  readonly timeoutMs: number
  readonly perSecond: number
  readonly concurrent: number
  /** Milliseconds an open breaker waits before it tries again; it doubles while that fails. */
  readonly restMs: number
}

export interface GuardNeeds {
  readonly clock: Clock
  readonly random: Random
  /** Waits until all processes together leave room for one more; gives what ends the attempt. Throws: none is made. */
  readonly room?: (signal: AbortSignal) => Promise<() => Promise<void>>
  /** Called when the state turns, not for every count. */
  readonly onTurn: (health: VendorHealth) => void
}

export interface Guard {
  /**
   * Lets `attempt` run, at most twice. Throws the attempt's Fault; `down` after a timeout; NotAsked when nothing went
   * out. What is no Fault is a bug and passes through.
   */
  run<T>(attempt: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T>
  health(): VendorHealth
}

/** What a Fault may say beside its kind: how long to wait, or that another attempt would end the same way. */
const waitOf = (fault: Fault): number =>
  'retryAfterMs' in fault && typeof fault.retryAfterMs === 'number' ? fault.retryAfterMs : 0
const isFinal = (fault: Fault): boolean => 'isFinal' in fault && fault.isFinal === true

const isFailure = (thrown: unknown): thrown is Fault =>
  thrown instanceof Fault && !(thrown instanceof NotAsked)

/** Down or cut off: worth one more try. Told to slow down, refused, or sure to end alike: not. */
const deservesRetry = (thrown: unknown): boolean =>
  isFailure(thrown) && worthRetrying(thrown.kind) && thrown.kind !== 'throttled' && !isFinal(thrown)

const failuresToOpen = 5
const mostDoublings = 6
const mostInLine = 10_000

/** Milliseconds that grow `by` each time, spread by up to a fifth so that workers do not knock together. */
function pauses(ms: number, by: number, random: Random) {
  const at = (turn: number): IBackoff<unknown> => ({
    duration: ms * by ** Math.min(turn, mostDoublings) * (1 + random() / 5),
    next: () => at(turn + 1),
  })
  return { next: () => at(0) }
}

function policiesOf(settings: GuardSettings, random: Random) {
  const breaker = circuitBreaker(handleWhen(isFailure), {
    breaker: new ConsecutiveBreaker(failuresToOpen),
    halfOpenAfter: pauses(settings.restMs, 2, random),
  })
  const isWorthIt = (thrown: unknown) => deservesRetry(thrown) && breaker.state === CircuitState.Closed
  const again = retry(handleWhen(isWorthIt), { maxAttempts: 1, backoff: pauses(50, 1, random) })
  return {
    breaker,
    outer: wrap(bulkhead(settings.concurrent, mostInLine), again, breaker),
    oneAttempt: timeout(settings.timeoutMs, TimeoutStrategy.Aggressive),
  }
}

function limiterOf({ perSecond }: GuardSettings): RateLimiterQueue {
  const points = Math.max(1, Math.floor(perSecond))
  return new RateLimiterQueue(new RateLimiterMemory({ points, duration: points / perSecond }))
}

const words: Readonly<Record<CircuitState, VendorHealth['state']>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
}

/** What is known of one vendor: counts, its last error, and whether it asked to be left alone for a while. */
function watch(name: string, breaker: CircuitBreakerPolicy, { clock, onTurn }: GuardNeeds) {
  const count = { calls: 0, failures: 0, rejected: 0 }
  let lastError: string | null = null
  let restUntil = 0
  const isResting = (): boolean => clock().getTime() < restUntil
  const health = (): VendorHealth => ({
    name,
    state: isResting() ? 'open' : words[breaker.state],
    ...count,
    lastError,
  })
  let told: VendorHealth['state'] = 'closed'
  const tell = (): void => {
    const now = health()
    if (now.state !== told) onTurn(now)
    told = now.state
  }
  breaker.onStateChange(tell)
  return {
    count,
    isResting,
    health,
    tell,
    failed(fault: Fault): Fault {
      count.failures += 1
      lastError = fault.message
      restUntil = Math.max(restUntil, clock().getTime() + waitOf(fault))
      return fault
    },
    notAsked: () =>
      new NotAsked('down', `${name} was not asked${lastError === null ? '' : `: ${lastError}`}`),
  }
}

/** What an attempt throws once it was told to stop is the stop, in whatever words the attempt has for it. */
async function stoppable<T>(attempt: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await attempt(signal)
  } catch (thrown) {
    throw signal.aborted ? new TaskCancelledError() : thrown
  }
}

const wasTurnedAway = (thrown: unknown): boolean =>
  thrown instanceof NotAsked ||
  thrown instanceof BrokenCircuitError ||
  thrown instanceof BulkheadRejectedError ||
  thrown instanceof TaskCancelledError

/** Whoever was told to stop, or that the vendor rests, while it waited for room asks nothing. */
async function roomFor(
  { room }: GuardNeeds,
  seen: Pick<ReturnType<typeof watch>, 'isResting' | 'notAsked'>,
  signal: AbortSignal,
): Promise<(() => Promise<void>) | undefined> {
  const leave = await room?.(signal)
  if (!signal.aborted && !seen.isResting()) return leave
  await leave?.()
  throw seen.notAsked()
}

/** Makes the guard of one vendor. Everything it counts is of this process, since it was made. */
export function guardOf(settings: GuardSettings, needs: GuardNeeds): Guard {
  const { name, timeoutMs } = settings
  const { breaker, outer, oneAttempt } = policiesOf(settings, needs.random)
  const limiter = limiterOf(settings)
  const seen = watch(name, breaker, needs)

  async function once<T>(attempt: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    await limiter.removeTokens(1)
    if (signal.aborted || seen.isResting()) throw seen.notAsked()
    const leave = await roomFor(needs, seen, signal)
    seen.count.calls += 1
    try {
      return await oneAttempt.execute((context) => stoppable(attempt, context.signal), signal)
    } catch (thrown) {
      const patience = signal.aborted ? 'before we stopped' : `within ${timeoutMs / 1000} s`
      if (thrown instanceof TaskCancelledError)
        throw seen.failed(new Fault('down', `${name} did not answer ${patience}`))
      throw isFailure(thrown) ? seen.failed(thrown) : thrown
    } finally {
      await leave?.()
    }
  }
  return {
    health: seen.health,
    async run(attempt, signal) {
      try {
        if (seen.isResting()) throw seen.notAsked()
        return await outer.execute((context) => once(attempt, context.signal), signal)
      } catch (thrown) {
        if (!wasTurnedAway(thrown)) throw thrown
        seen.count.rejected += 1
        throw seen.notAsked()
      } finally {
        seen.tell()
      }
    },
  }
}
