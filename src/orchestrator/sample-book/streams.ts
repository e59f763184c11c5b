import { type Random, seeded } from '#base/random.ts'

/** What a stream of random numbers is for: each purpose has its own, so that a change in one moves no other. */
const purposes = { traits: 1, name: 2, company: 3, people: 4, deals: 5, mail: 6, plant: 7, order: 8 } as const

/**
 * The stream of one account and purpose, from (seed, index) alone: any slice of a book can be made by itself. For one
 * seed and purpose, two accounts never share a stream (multiplying by an odd number loses nothing).
 */
export function streamOf(seed: number, index: number, purpose: keyof typeof purposes): Random {
  const salt = Math.imul(purposes[purpose], 0x27d4eb2f) ^ Math.imul(seed + 1, 0x9e3779b1)
  return seeded(Math.imul(index + 1, 0x85ebca6b) ^ salt)
}

/** One of the choices, each as likely as its weight says. */
export function weighted<T>(random: Random, choices: readonly (readonly [T, number])[]): T {
  let left = random() * choices.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [choice, weight] of choices) {
    left -= weight
    if (left < 0) return choice
  }
  const last = choices.at(-1)
  if (last === undefined) throw new Error('weighted needs at least one choice')
  return last[0]
}

export const chance = (random: Random, probability: number): boolean => random() < probability

/** A number from `low` to `high`, both included, small ones far more often. */
export const skewed = (random: Random, low: number, high: number): number =>
  Math.min(high, low + Math.floor((high - low + 1) * random() ** 2))
