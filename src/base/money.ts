/** USD of a count of micro-dollars. Money is counted in whole micro-dollars (1 USD = 1,000,000), so that sums are exact. */
export const usd = (micro: number): number => micro / 1_000_000
