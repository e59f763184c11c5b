import { makeAccount } from './make-account.ts'
import { checkedPlan, type SamplePlan } from './plan.ts'
import type { SampleAccount } from './sample-account.ts'
import { seatingOf } from './seats.ts'

/** Accounts in one chunk: as many as one batch of a CRM takes. */
const chunkSize = 500

/** Some accounts of a book, in the order of their index. */
export interface SampleChunk {
  /** Index of the first account. */
  readonly from: number
  readonly accounts: readonly SampleAccount[]
}

/**
 * The sample book, chunk by chunk; nothing of a chunk is kept. Pure: the same plan gives the same bytes. `slice` makes
 * only the accounts [from, to), the same ones the whole book has there. Throws Fault `refused` on a plan out of bounds.
 */
export function* generate(
  plan: SamplePlan,
  slice: { readonly from: number; readonly to: number } = { from: 0, to: plan.accounts },
): Generator<SampleChunk> {
  const seating = seatingOf(checkedPlan(plan))
  const end = Math.min(slice.to, plan.accounts)
  for (let from = slice.from; from < end; from += chunkSize) {
    const count = Math.min(chunkSize, end - from)
    yield { from, accounts: Array.from({ length: count }, (_, at) => makeAccount(seating, from + at)) }
  }
}
