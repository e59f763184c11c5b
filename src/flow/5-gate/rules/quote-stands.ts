import type { Json } from '#base/canonical.ts'
import type { Action } from '#records/action.ts'
import type { ToolAnswer } from '#records/evidence.ts'
import { rule, type Refusal } from '../rule.ts'
import { readingOf } from '../grounding/reading.ts'
import { numbersIn } from '../said.ts'
import { quoted } from '../texts.ts'

/**
 * What was inferred must stand, letter by letter, in the stored text it names, with the number it is quoted for; what was picked must be a stored claim;
 * what is said to be the same company must have been found by `duplicates`.
 */
export const quoteStands = rule({
  name: 'quote-stands',
  version: 4,
  judges: ['observe', 'settle-claim', 'merge-suggestion'],
  needs: ['answers', 'claims'],
  canOverride: true,
  objects: ({ action }, { accountId }, { answers, claims }) => {
    if (action.kind === 'observe') return quoteFault(action, answers)
    if (action.kind === 'merge-suggestion') return pairFault(action, answers)
    if (action.kind !== 'settle-claim') return undefined
    const pick = claims.find(({ id }) => id === action.pick)
    if (pick?.accountId === accountId && pick.field === action.field) return undefined
    return {
      needed: `a stored claim about ${action.field} of this account`,
      found:
        pick === undefined ? `no claim ${action.pick}` : `a claim about ${pick.field} of ${pick.accountId}`,
      where: 'pick',
      repair: { kind: 'drop-action' },
    }
  },
})

// What the record holds and what somebody wrote. What code worked out, what stands about other accounts and what the
// subagent noted itself is no source: it would prove whatever it was made to say.
const sources = new Set(['record', 'timeline', 'lead', 'contacts', 'deals', 'facts'])

/** An answer of `timeline` holds the words of many, our own agents among them: an activity is named by itself. */
export const isSource = ({ ref, tool }: ToolAnswer): boolean =>
  sources.has(tool) && !(tool === 'timeline' && ref.startsWith('answer:'))

export function quoteFault(
  { sourceRef, quote, value }: Extract<Action, { kind: 'observe' }>,
  answers: readonly ToolAnswer[],
): Refusal | undefined {
  const named = answers.filter(({ ref }) => ref === sourceRef)
  const texts = named.filter(isSource)
  // No normalisation: a quote that only nearly stands there is a quote somebody changed.
  if (texts.some(({ text }) => text.includes(quote))) return figureFault(value, quote)
  const [other] = named
  const missing = other === undefined ? `no stored answer ${sourceRef}` : `an answer of ${other.tool}`
  return {
    needed:
      other === undefined || texts.length > 0
        ? `the quote, letter by letter, in ${sourceRef}`
        : 'a quote from the record or from one activity, named by its id',
    found: texts.length === 0 ? missing : `not there: ${quoted(quote)}`,
    where: 'quote',
    repair: { kind: 'drop-action' },
  }
}

/** A number in figures in the quote is the number it is quoted for. In words, or worked out, a person may still see it. */
function figureFault(value: Json, quote: string): Refusal | undefined {
  const figures = [...numbersIn(quote), ...readingOf(quote).numbers.map(({ low }) => low)]
  if (typeof value !== 'number' || figures.length === 0 || figures.includes(value)) return undefined
  return {
    needed: `a quote that says ${value}`,
    found: quoted(quote),
    where: 'quote',
    repair: { kind: 'drop-action' },
  }
}

function pairFault(
  { duplicateOf }: Extract<Action, { kind: 'merge-suggestion' }>,
  answers: readonly ToolAnswer[],
): Refusal | undefined {
  // Answers are JSON: inside a name, which anybody may choose, these quotes would be escaped.
  const id = `"id":${JSON.stringify(duplicateOf)}`
  if (answers.some(({ tool, text }) => tool === 'duplicates' && text.includes(id))) return undefined
  return {
    needed: 'an account that `duplicates` found',
    found: `${duplicateOf}, which no answer of it names`,
    where: 'duplicateOf',
    repair: { kind: 'drop-action' },
  }
}
