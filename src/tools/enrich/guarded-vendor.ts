import { Fault } from '#base/fault.ts'
import { unstorable } from '#base/storable.ts'
import { VendorFault, type EnrichmentVendor, type VendorAnswer } from '#ports/enrichment.ts'
import type { Guard, GuardNeeds, GuardSettings } from '#tools/guard/guard.ts'
import { NotAsked } from '#tools/guard/not-asked.ts'
import { aboutTheRightOne } from './about.ts'

const attemptsAtMost = 2

/** What attempts that failed may have cost, whole micro-USD. */
interface Bill {
  microUsd: number
}

/** The answer itself, or a fault: a text that no database can keep is no text. */
function readable(name: string, answer: VendorAnswer): VendorAnswer {
  const [place] = unstorable(answer)
  if (place === undefined) return answer
  throw new VendorFault('nonsense', `${name} answered with a NUL or half a letter in ${place}`, {
    microUsd: answer.microUsd,
  })
}

/** One attempt, its answer about the right company. It counts at its ceiling until something is known of its cost. */
const attempt =
  (vendor: EnrichmentVendor, question: Parameters<EnrichmentVendor['company']>[0], failed: Bill) =>
  async (signal: AbortSignal) => {
    const before = failed.microUsd
    failed.microUsd = before + vendor.ceilingMicroUsd
    try {
      const answer = await vendor.company(question, signal)
      const checked = answer && aboutTheRightOne(vendor.name, question, readable(vendor.name, answer))
      failed.microUsd = before
      return checked
    } catch (thrown) {
      // Cut off by us: it may still be worked on, and charged.
      if (thrown instanceof VendorFault && !signal.aborted) failed.microUsd = before + thrown.microUsd
      throw thrown
    }
  }

/**
 * A vendor behind its guard: `company` is at most two attempts, answers about another company are failures, and what an
 * attempt that failed may have cost is counted with the one that did not. Every Fault it throws is a VendorFault. The
 * guard is made with the first question: a book that asks nobody does not pay for it at its start.
 */
export function guardVendor(
  vendor: EnrichmentVendor,
  settings: GuardSettings,
  needs: GuardNeeds,
): EnrichmentVendor & Required<Pick<EnrichmentVendor, 'health'>> {
  const { name, fields, ceilingMicroUsd } = vendor
  let making: Promise<Guard> | undefined
  let made: Guard | undefined
  const make = async (): Promise<Guard> => {
    const { guardOf } = await import('#tools/guard/guard.ts')
    made = guardOf(settings, needs)
    return made
  }
  return {
    name,
    fields,
    ceilingMicroUsd: attemptsAtMost * ceilingMicroUsd,
    health: () =>
      made?.health() ?? { name, state: 'closed', calls: 0, failures: 0, rejected: 0, lastError: null },
    async company(question, signal) {
      making ??= make()
      const guard = await making
      const failed: Bill = { microUsd: 0 }
      try {
        const answer = await guard.run(attempt(vendor, question, failed), signal)
        return answer && { ...answer, microUsd: answer.microUsd + failed.microUsd }
      } catch (thrown) {
        if (!(thrown instanceof Fault)) throw thrown
        const microUsd = thrown instanceof NotAsked ? 0 : failed.microUsd
        throw new VendorFault(thrown.kind, thrown.message, { microUsd, next: thrown.next })
      }
    },
  }
}
