import type { World } from '#ports/world.ts'
import type { Model } from '#ports/model.ts'
import type { ModelConfig } from '#records/config.ts'
import type { WithDb } from '#state/db.ts'
import { endCall, takeTurn, type SharedLimit } from '#state/write/pace-turn.ts'

type PaceWorld = Pick<World, 'sleep' | 'random'> & WithDb

/** How long to wait before asking again for a place among those at the same time. */
const askAgainMs = 40
const minuteMs = 60_000

/**
 * Waits until all workers of the book together leave room for one more. Gives what ends the call; it throws nothing, for
 * a place that is not given back is free again after its time. Throws what the database throws: then make no call.
 */
export async function waitForRoom(
  { db, sleep, random }: PaceWorld,
  limit: SharedLimit,
  stop?: AbortSignal,
): Promise<() => Promise<void>> {
  for (;;) {
    const turn = await takeTurn(db, limit)
    if (turn !== undefined) {
      if (turn.waitMs > 0) await sleep(turn.waitMs, stop)
      const { call } = turn
      return async () => {
        if (call !== null) await endCall(db, call).catch(() => {})
      }
    }
    if (stop?.aborted === true) return async () => {}
    await sleep(askAgainMs * (0.5 + random()), stop)
  }
}

/** The same model, with no more calls a minute than its tiers may have over all workers. Batches are not counted. */
export function paced(model: Model, { tiers }: Pick<ModelConfig, 'tiers'>, world: PaceWorld): Model {
  if (Object.values(tiers).every(({ perMinute }) => perMinute === undefined)) return model
  return {
    ...model,
    async answer(request) {
      const most = tiers[request.tier].perMinute
      if (most !== undefined)
        await waitForRoom(world, { name: `model/${request.tier}`, most, windowMs: minuteMs })
      return model.answer(request)
    },
  }
}
