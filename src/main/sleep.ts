import { setTimeout as wait } from 'node:timers/promises'

/** Resolves after `ms` milliseconds, or at once when `signal` aborts. Never rejects. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await wait(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
}
