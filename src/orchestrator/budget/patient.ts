import { ModelFault } from '#ports/model.ts'
import type { Model } from '#ports/model.ts'
import type { Pace } from './pace.ts'

const mostAttempts = 5
const firstMs = 500
const longestMs = 30_000

const isDown = (thrown: unknown): boolean => thrown instanceof ModelFault && thrown.kind === 'down'

/**
 * The same model at the pace its vendor bears: throttled calls wait and are made again, and one that finds it down has up
 * to four more attempts, after a random wait that may double each time (full jitter). Put it around `budgeted`: every
 * attempt reserves anew, and nothing is held while it waits. RunStop, refusals, nonsense and trouble with the ledger go
 * up at once.
 */
export function patient(model: Model, pace: Pace): Model {
  return {
    ...model,
    async answer(request) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await pace.pass(() => model.answer(request))
        } catch (thrown) {
          if (!isDown(thrown) || attempt === mostAttempts) throw thrown
          await pace.rest(Math.min(longestMs, firstMs * 2 ** attempt))
        }
      }
    },
  }
}
