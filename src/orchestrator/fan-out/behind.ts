import { isAway, isBusy } from '#state/busy.ts'

/** Work that follows behind the accounts and need not hold them up. */
export interface Behind<T> {
  add(item: T): void
  /** Resolves when everything added is done. Throws what the work threw first; a database that is crowded or away is no failure of it. */
  done(): Promise<void>
}

/**
 * One round at a time, each for as many items as have come together meanwhile and while `gather` waited before it; from
 * `done` on nobody waits for more. A crash loses what was added.
 */
export function behind<T>(
  work: (items: readonly T[]) => Promise<void>,
  gather: (hurry: AbortSignal) => Promise<void> = async () => {},
): Behind<T> {
  const hurry = new AbortController()
  let waiting: T[] = []
  let failed: { readonly thrown: unknown } | undefined
  let running: Promise<void> | undefined
  const rounds = async (): Promise<void> => {
    while (waiting.length > 0) {
      await gather(hurry.signal)
      const items = waiting
      waiting = []
      try {
        await work(items)
      } catch (thrown) {
        if (!isBusy(thrown) && !isAway(thrown)) failed ??= { thrown }
      }
    }
    running = undefined
  }
  return {
    add(item) {
      waiting.push(item)
      running ??= rounds()
    },
    async done() {
      hurry.abort()
      await running
      if (failed !== undefined) throw failed.thrown
    },
  }
}
