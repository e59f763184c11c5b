import { agree, type Claim } from '#records/claim.ts'

type Said = Pick<Claim, 'vendor' | 'value' | 'range' | 'confidence'>

const sureFrom = 0.8

/**
 * Whether one field needs no further source: nothing said about it contradicts, and either two sources say the same or
 * one gives an exact value it is sure of (0.8). A range alone, or two sources at odds, lets the next one be asked.
 */
export function isGoodEnough(claims: readonly Said[]): boolean {
  const isDisputed = claims.some((one) => claims.some((other) => !agree(one, other)))
  if (isDisputed) return false
  const exact = claims.filter(({ range }) => range === undefined)
  const isSure = exact.some(({ confidence = 0 }) => confidence >= sureFrom)
  return isSure || (exact.length > 0 && new Set(claims.map(({ vendor }) => vendor)).size > 1)
}
