import { factsForNote, hasFreshBusiness, named, words } from './citable.ts'
import type { Intent, NoteSentence } from './intents.ts'
import type { Known } from './reading.ts'
import { flag, has, say } from './wishes.ts'

const partPhrases = { in: 'fitIn', out: 'fitOut' } as const

/** What of the account matches and what does not, as the fit tool says. */
function judged(known: Known) {
  const being = (word: string) => known.fit.filter(({ is }) => is === word)
  return { missing: being('out'), matching: being('in'), unknown: being('unknown') }
}

function note(known: Known, fit: ReturnType<typeof judged>): readonly Intent[] {
  const company = named(known)
  if (company === undefined) return []
  const { name, cites } = company
  const sentences: NoteSentence[] = [
    say('fitOf', { values: { name }, cites }),
    ...[...fit.missing, ...fit.matching].map(({ field, is }) =>
      say(partPhrases[is === 'in' ? 'in' : 'out'], { values: { field: words(field) } }),
    ),
    ...factsForNote(known),
    ...fit.unknown.map(({ field }) => say('fitUnknown', { values: { field: words(field) } })),
  ]
  return [{ kind: 'add-note', purpose: 'segmentation', sentences }]
}

/**
 * A flag only where a known part decides: one that does not match, or all that is known matches and something fresh
 * happened. What nobody knows is no reason against anybody.
 */
export function segmented(known: Known): readonly Intent[] {
  const fit = judged(known)
  if (fit.missing.length > 0) return [flag(known, 'wrong-fit', 'flagWrongFit'), ...note(known, fit)]
  const isNews = has(known, 'new-lead') || has(known, 'job-posting')
  return fit.matching.length > 0 && isNews && hasFreshBusiness(known)
    ? [flag(known, 'hot-lead', 'flagFits'), ...note(known, fit)]
    : []
}
