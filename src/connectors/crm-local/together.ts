interface Caller<I, R> {
  readonly items: readonly I[]
  readonly resolve: (results: readonly R[]) => void
  readonly reject: (thrown: unknown) => void
}

/**
 * Calls that come while one is under way go together in the next one, up to `most` items: writers wait for each other
 * anyway, and one transaction for many is as quick as one for one. Each caller gets the results of its own items; what
 * is thrown, all of that round get: nothing of it was written, and everything may be asked again.
 */
export function together<I, R>(
  run: (items: readonly I[]) => Promise<readonly R[]>,
  most: number,
): (items: readonly I[]) => Promise<readonly R[]> {
  const waiting: Caller<I, R>[] = []
  let isBusy = false
  const round = (): readonly Caller<I, R>[] => {
    let [count, size] = [0, 0]
    for (const { items } of waiting) {
      if (count > 0 && size + items.length > most) break
      count += 1
      size += items.length
    }
    return waiting.splice(0, count)
  }
  const drain = async (): Promise<void> => {
    isBusy = true
    while (waiting.length > 0) {
      const callers = round()
      try {
        const results = await run(callers.flatMap(({ items }) => items))
        let from = 0
        for (const { items, resolve } of callers) resolve(results.slice(from, (from += items.length)))
      } catch (thrown) {
        for (const { reject } of callers) reject(thrown)
      }
    }
    isBusy = false
  }
  return (items) =>
    new Promise((resolve, reject) => {
      waiting.push({ items, resolve, reject })
      if (!isBusy) void drain()
    })
}
