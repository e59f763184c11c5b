import type { Random } from '#base/random.ts'

/** A shuffle of 0 … size-1 that needs no memory: each place is found by arithmetic, in both directions. */
export interface Permutation {
  readonly size: number
  at(index: number): number
  indexOf(place: number): number
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))

function inverse(of: number, modulus: number): number {
  let [low, high, x, y] = [of % modulus, modulus, 1, 0]
  while (low > 1) {
    const quotient = Math.floor(high / low)
    ;[high, low, y, x] = [low, high % low, x, y - quotient * x]
  }
  return ((x % modulus) + modulus) % modulus
}

/** place = (a · index + b) mod size. Sizes up to 2^26 keep every product exact. */
export function permutationOf(random: Random, size: number): Permutation {
  let factor = 1 + Math.floor(random() * (size - 1))
  while (gcd(factor, size) !== 1) factor = 1 + (factor % size)
  const [shift, back] = [Math.floor(random() * size), inverse(factor, size)]
  return {
    size,
    at: (index) => (factor * index + shift) % size,
    indexOf: (place) => (back * ((place - shift + size) % size)) % size,
  }
}
