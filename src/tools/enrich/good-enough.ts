import { agree, type Claim } from '#records/claim.ts'
import { aloneUpTo } from '#records/field-dictionary.ts'

type Said = Pick<Claim, 'vendor' | 'field' | 'value' | 'range' | 'confidence'>

const sureFrom = 0.8

/**
 * Whether one field needs no further source: nothing said about it contradicts, and either two sources say the same or
 * one gives an exact value it is sure of (0.8). A range alone, two sources at odds, or a number larger than one source may
 * tell alone, however sure it is, lets the next one be asked.
 */
export function isGoodEnough(claims: readonly Said[]): boolean {
  const isDisputed = claims.some((one) => claims.some((other) => !agree(one, other)))
  if (isDisputed) return false
  const exact = claims.filter(({ range }) => range === undefined)
  const isSure = exact.some((one) => (one.confidence ?? 0) >= sureFrom && !isTooMuchAlone(one))
  return isSure || (exact.length > 0 && new Set(claims.map(({ vendor }) => vendor)).size > 1)
}

const isTooMuchAlone = ({ field, value }: Said): boolean =>
  typeof value === 'number' && value > (aloneUpTo('account', field) ?? Number.POSITIVE_INFINITY)
