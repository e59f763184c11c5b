import type { ActionKind } from '#records/action.ts'
import { codeConfidence, doubts } from '../confidence.ts'
import { rule } from '../rule.ts'

// How sure one must be, by what a mistake costs: a wrong field misleads everybody after us, a note only its reader.
export const thresholds: Readonly<Record<ActionKind, number>> = {
  'set-field': 0.7,
  'add-note': 0.5,
  'add-task': 0.5,
  'move-stage': 0.8,
  'create-contact': 0.7,
  'create-account': 0.7,
  observe: 0.6,
  'settle-claim': 0.6,
  'raise-flag': 0.5,
  remember: 0.6,
  'merge-suggestion': 0.6,
  'send-email': 0.6,
  none: 0,
}

/** min(model, code) must reach what this kind of action needs; `over` replaces built-in thresholds by kind. */
export const confidence = (over: Readonly<Record<string, number>>) =>
  rule({
    name: 'confidence',
    version: 4,
    needs: ['clock', 'facts', 'cited', 'claims', 'gaps'],
    canOverride: true,
    objects: ({ action }, proposal, sources) => {
      const needed =
        (Object.hasOwn(over, action.kind) ? over[action.kind] : undefined) ?? thresholds[action.kind]
      const code = codeConfidence(action, proposal, sources)
      if (Math.min(proposal.confidence, code) >= needed) return undefined
      const why = doubts(action, proposal, sources)
      return {
        needed: `at least ${needed} for ${action.kind}`,
        found: `${shown(proposal.confidence)} by the model, ${code} by the sources${why.length === 0 ? '' : ` (${why.join(', ')})`}`,
      }
    },
  })

/** Three places, cut: a number below the threshold never reads as one that reaches it. */
const shown = (share: number): number => Math.floor(share * 1000 + 1e-6) / 1000
