import type { Draft } from '#records/action.ts'
import type { Repair } from '#records/objection.ts'

/**
 * The prepared repair of a draft with one bad sentence: leave it out, if what is left still stands: the opening is kept,
 * at least two sentences remain, and one of them cites a fact. Nothing where it does not.
 */
export function repairOf({ sentences }: Draft, sentence: number): { readonly repair?: Repair } {
  const left = sentences.filter((_sentence, index) => index !== sentence)
  const stands = sentence > 0 && left.length >= 2 && left.some(({ cites }) => cites.length > 0)
  return stands ? { repair: { kind: 'drop-sentence', sentence } } : {}
}
