import { Fault } from '#base/fault.ts'

/** A sample book before it is made. The same plan gives the same book, byte for byte, on every machine. */
export interface SamplePlan {
  readonly accounts: number
  readonly seed: number
  /** The moment the book looks back from; every date in it is relative to this one. */
  readonly now: Date
}

export const fewestAccounts = 100
export const mostAccounts = 1_000_000
export const largestSeed = 2_147_483_647

const isWithin = (value: number, low: number, high: number): boolean =>
  Number.isInteger(value) && value >= low && value <= high

/** The plan itself, or Fault `refused` that names the bounds. */
export function checkedPlan(plan: SamplePlan): SamplePlan {
  if (!isWithin(plan.accounts, fewestAccounts, mostAccounts))
    throw new Fault(
      'refused',
      `a sample book has ${fewestAccounts} to ${mostAccounts} accounts, got ${plan.accounts}`,
      'for example: daybook demo --accounts 4000',
    )
  if (!isWithin(plan.seed, 0, largestSeed))
    throw new Fault(
      'refused',
      `a seed is a whole number from 0 to ${largestSeed}, got ${plan.seed}`,
      'for example: daybook demo --seed 1',
    )
  return plan
}
