import { Fault } from '#base/fault.ts'
import { VendorFault, type EnrichmentVendor } from '#ports/enrichment.ts'
import { NotAsked, guardOf, type GuardNeeds, type GuardSettings } from '#tools/guard/guard.ts'
import { aboutTheRightOne } from './about.ts'

/** What a failed attempt may have cost: nothing where the vendor said no, all of it where nobody knows. */
function costOf(fault: Fault, ceiling: number): number {
  if (fault instanceof NotAsked) return 0
  return fault instanceof VendorFault ? fault.microUsd : ceiling
}

/**
 * A vendor behind its guard: `company` is at most two attempts, answers about another company are failures, and what an
 * attempt that failed may have cost is counted with the one that did not. Every Fault it throws is a VendorFault.
 */
export function guardVendor(
  vendor: EnrichmentVendor,
  settings: GuardSettings,
  needs: GuardNeeds,
): EnrichmentVendor & Required<Pick<EnrichmentVendor, 'health'>> {
  const guard = guardOf(settings, needs)
  return {
    name: vendor.name,
    fields: vendor.fields,
    ceilingMicroUsd: 2 * vendor.ceilingMicroUsd,
    health: guard.health,
    async company(question, signal) {
      let wasted = 0
      const attempt = async (inner: AbortSignal) => {
        const answer = await vendor.company(question, inner)
        return answer && aboutTheRightOne(vendor.name, question, answer)
      }
      const counted = async (inner: AbortSignal) => {
        // Counted before it goes out: a timeout leaves the attempt without an answer of any kind.
        wasted += vendor.ceilingMicroUsd
        try {
          const answer = await attempt(inner)
          wasted -= vendor.ceilingMicroUsd
          return answer
        } catch (thrown) {
          if (thrown instanceof Fault && !inner.aborted)
            wasted += costOf(thrown, vendor.ceilingMicroUsd) - vendor.ceilingMicroUsd
          throw thrown
        }
      }
      try {
        const answer = await guard.run(counted, signal)
        return answer && { ...answer, microUsd: answer.microUsd + wasted }
      } catch (thrown) {
        if (!(thrown instanceof Fault)) throw thrown
        throw new VendorFault(thrown.kind, thrown.message, { microUsd: wasted, next: thrown.next })
      }
    },
  }
}
