/** Money is counted in whole micro-dollars (1 USD = 1,000,000), so that sums are exact. */
export const microUsd = (usd: number): number => Math.round(usd * 1_000_000)

export const usd = (micro: number): number => micro / 1_000_000
