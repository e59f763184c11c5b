import { Fault } from '#base/fault.ts'

/**
 * A CRM that was down, or answered nonsense, may have done what it was asked: the same question with the same keys
 * converges, so it is asked again at once, a bounded number of times. Then the Fault goes up: the effect stays pending
 * and the account comes back.
 */
export async function askAgain<T>(ask: () => Promise<T>, left = 2): Promise<T> {
  try {
    return await ask()
  } catch (thrown) {
    const isUnknown = thrown instanceof Fault && (thrown.kind === 'down' || thrown.kind === 'nonsense')
    if (!isUnknown || left === 0) throw thrown
    return askAgain(ask, left - 1)
  }
}
