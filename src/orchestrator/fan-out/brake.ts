import type { JourneyResult } from '#records/run.ts'

const windowSize = 20

/** The same cause says the same but for its amounts: what is spent, how long it took. */
const withoutNumbers = (words: string): string => words.replaceAll(/\d[\d.,]*/g, '#')

/**
 * Why the run should pause: over half of the last 20 accounts failed for one cause or were held by one rule. Holds by
 * autonomy and by protected-field are not in `heldBy`. undefined: go on. Source: day.md 3, "Brake".
 */
export function brake(
  latest: readonly Pick<JourneyResult, 'outcome' | 'reason' | 'heldBy'>[],
): string | undefined {
  const window = latest.slice(-windowSize)
  if (window.length < windowSize) return undefined
  const counts = new Map<string, { readonly cause: string; readonly count: number }>()
  for (const result of window) {
    const causes = result.outcome === 'failed' ? [`failed: ${result.reason}`] : new Set(result.heldBy)
    for (const cause of causes) {
      const key = result.outcome === 'failed' ? withoutNumbers(cause) : cause
      counts.set(key, { cause, count: (counts.get(key)?.count ?? 0) + 1 })
    }
  }
  const worst = [...counts.values()]
    .filter(({ count }) => count > windowSize / 2)
    .toSorted((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1))[0]
  if (worst === undefined) return undefined
  const { cause, count } = worst
  return cause.startsWith('failed: ')
    ? `${count} of the last ${windowSize} accounts ${cause}`
    : `${count} of the last ${windowSize} accounts were held by the rule ${cause}`
}
