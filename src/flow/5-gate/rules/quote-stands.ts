import { rule } from '../rule.ts'
import { quoted } from '../texts.ts'

/** What was inferred must stand, letter by letter, in the stored answer it names; what was picked must be a stored claim. */
export const quoteStands = rule({
  name: 'quote-stands',
  version: 1,
  judges: ['observe', 'settle-claim'],
  needs: ['answers', 'claims'],
  canOverride: true,
  objects: ({ action }, { accountId }, { answers, claims }) => {
    if (action.kind === 'settle-claim') {
      const pick = claims.find(({ id }) => id === action.pick)
      if (pick?.accountId === accountId && pick.field === action.field) return undefined
      return {
        needed: `a stored claim about ${action.field} of this account`,
        found:
          pick === undefined ? `no claim ${action.pick}` : `a claim about ${pick.field} of ${pick.accountId}`,
        where: 'pick',
        repair: { kind: 'drop-action' },
      }
    }
    if (action.kind !== 'observe') return undefined
    const named = answers.filter(({ ref }) => ref === action.sourceRef)
    // No normalisation: a quote that only nearly stands there is a quote somebody changed.
    if (named.some(({ text }) => text.includes(action.quote))) return undefined
    return {
      needed: `the quote, letter by letter, in ${action.sourceRef}`,
      found:
        named.length === 0 ? `no stored answer ${action.sourceRef}` : `not there: ${quoted(action.quote)}`,
      where: 'quote',
      repair: { kind: 'drop-action' },
    }
  },
})
