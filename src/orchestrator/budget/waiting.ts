import { RunStop } from '#base/fault.ts'
import type { World } from '#ports/world.ts'
import { capReached, isWorthWaiting } from './refusal.ts'
import type { Refused } from './refusal.ts'

const pollMs = 1000

/** How long nothing has moved in a budget that is waited for. */
interface Calm {
  spent: number
  reserved: number
  waitedMs: number
}

const newCalm = (): Calm => ({ spent: 0, reserved: 0, waitedMs: 0 })

/** How reservations wait for others' to settle. `patienceMs`: as long as this while nothing moves. */
export interface WaitingOptions {
  readonly stop: AbortSignal
  readonly patienceMs: number
}

export interface Waiting {
  /** Nobody of this process waits for the budget of the run or the day. */
  isEmpty(): boolean
  /** Tries until it is granted, behind all that came before. Throws what `capReached` says, or RunStop on `stop`. */
  inLine<T>(attempt: () => Promise<T | Refused>): Promise<T>
  /** The same for the budget of one account, which nobody else waits for. */
  apart<T>(attempt: () => Promise<T | Refused>): Promise<T>
  /** Something settled here: whoever waits looks at once. */
  settled(): void
}

const isRefused = (answer: unknown): answer is Refused =>
  typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'refused'

function noteCalm(calm: Calm, { spent, reserved }: Refused): void {
  if (spent !== calm.spent || reserved !== calm.reserved)
    Object.assign(calm, { spent, reserved, waitedMs: 0 })
}

/** The line of one process: its head alone asks the database, at every settlement here and about once a second else. */
export function waitingLine(
  world: Pick<World, 'sleep' | 'random'>,
  { stop, patienceMs }: WaitingOptions,
): Waiting {
  let length = 0
  let last: Promise<unknown> = Promise.resolve()
  let settled = Promise.withResolvers<void>()
  // One for the line: when the head has waited in vain, those behind it need not wait as long again.
  const lineCalm = newCalm()
  const untilGranted = async <T>(attempt: () => Promise<T | Refused>, calm: Calm): Promise<T> => {
    for (;;) {
      const next = settled.promise
      const answer = await attempt()
      if (!isRefused(answer)) return answer
      noteCalm(calm, answer)
      if (!isWorthWaiting(answer) || calm.waitedMs >= patienceMs) throw capReached(answer)
      if (stop.aborted) throw new RunStop('down', 'asked to stop while waiting for the budget')
      calm.waitedMs += pollMs
      await Promise.race([next, world.sleep(pollMs * (0.5 + world.random()), stop)])
    }
  }
  return {
    isEmpty: () => length === 0,
    inLine(attempt) {
      length += 1
      const mine = last.then(() => untilGranted(attempt, lineCalm)).finally(() => (length -= 1))
      last = mine.catch(() => undefined)
      return mine
    },
    apart: (attempt) => untilGranted(attempt, newCalm()),
    settled() {
      settled.resolve()
      settled = Promise.withResolvers()
    },
  }
}
