import type { World } from '#ports/world.ts'
import type { RunSummary } from '#records/run.ts'
import type { VendorHealth } from '#records/vendor-health.ts'

/** The summary with how each vendor of the book behaved in this invocation; without vendors it stays as it is. */
export function withVendors({ vendors }: Pick<World, 'vendors'>, summary: RunSummary): RunSummary {
  const seen = vendors.flatMap((vendor) => vendor.health?.() ?? [])
  return seen.length === 0 ? summary : { ...summary, vendors: seen }
}

const states: Readonly<Record<VendorHealth['state'], string>> = {
  closed: 'answers',
  open: 'is not asked for now',
  'half-open': 'is being tried again',
}

/** One vendor in words: "atlas answers: 12 calls" or "atlas is not asked for now: 9 calls, 9 failed, 41 not made; …". */
export function vendorInWords({ name, state, calls, failures, rejected, lastError }: VendorHealth): string {
  const counts = [
    calls === 1 ? '1 call' : `${calls} calls`,
    ...(failures > 0 ? [`${failures} failed`] : []),
    ...(rejected > 0 ? [`${rejected} not made`] : []),
  ].join(', ')
  return `${name} ${states[state]}: ${counts}${lastError === null ? '' : `; last: ${lastError}`}`
}

export const wasAsked = ({ calls, rejected }: VendorHealth): boolean => calls + rejected > 0
