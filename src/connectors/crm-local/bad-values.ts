import * as z from 'zod'
import type { WriteResult } from '#ports/crm.ts'
import { Instant } from '#records/time.ts'

// SQLSTATE classes of the Postgres manual, appendix A: 22 a value it cannot take (a NUL in a text, half a surrogate pair, a
// date before the calendar), 54 one that is too big for an index.
const Refused = z.object({ code: z.string().regex(/^(22|54)/) })

/** Why a moment of the item is none; undefined when it is one or absent. */
export const badMoment = (moments: Readonly<Record<string, string | undefined>>): string | undefined => {
  const bad = Object.entries(moments).find(([, at]) => at !== undefined && !Instant.safeParse(at).success)
  return bad && `\`${bad[0]}\` should be a moment in UTC, not ${JSON.stringify(bad[1])}`
}

/**
 * Runs the batch. If the database does not take some value in it, its halves, and so on down to the one item, which alone
 * is answered with an error. The order stays, everything else is written.
 */
export async function oneByOne<T>(
  items: readonly T[],
  run: (part: readonly T[]) => Promise<readonly WriteResult[]>,
): Promise<readonly WriteResult[]> {
  if (items.length === 0) return []
  try {
    return await run(items)
  } catch (thrown) {
    if (!Refused.safeParse(thrown).success) throw thrown
    if (items.length === 1) return [{ kind: 'error', message: `cannot be stored: ${String(thrown)}` }]
    const middle = Math.ceil(items.length / 2)
    const first = await oneByOne(items.slice(0, middle), run)
    return [...first, ...(await oneByOne(items.slice(middle), run))]
  }
}
