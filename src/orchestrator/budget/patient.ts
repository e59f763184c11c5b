import { RunStop } from '#base/fault.ts'
import { ModelFault } from '#ports/model.ts'
import type { Model } from '#ports/model.ts'
import type { World } from '#ports/world.ts'

const mostAttempts = 5
const firstMs = 500
const longestMs = 30_000
/** A vendor that asks for more than this is as good as away: the account waits in the queue instead of in a place. */
const longestAskedMs = 120_000

const passes = (thrown: unknown): thrown is ModelFault =>
  thrown instanceof ModelFault && (thrown.kind === 'throttled' || thrown.kind === 'down')

/**
 * The same model with up to four more attempts when it is throttled or down, after a random wait that may double each
 * time (full jitter), never shorter than the vendor asked for. Put it around `budgeted`: every attempt reserves anew.
 * RunStop, refusals, nonsense and trouble with the ledger go up at once. A wait ends early, with RunStop, on `stop`.
 */
export function patient(
  model: Model,
  world: Pick<World, 'sleep' | 'random'>,
  stop = new AbortController().signal,
): Model {
  return {
    ...model,
    async answer(request) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await model.answer(request)
        } catch (thrown) {
          if (!passes(thrown) || attempt === mostAttempts) throw thrown
          const askedMs = thrown.retryAfterMs ?? 0
          if (askedMs > longestAskedMs) throw thrown
          const jitterMs = world.random() * Math.min(longestMs, firstMs * 2 ** attempt)
          await world.sleep(askedMs > 0 ? askedMs + jitterMs / 2 : jitterMs, stop)
          if (stop.aborted) throw new RunStop('down', `asked to stop while waiting: ${thrown.message}`)
        }
      }
    },
  }
}
