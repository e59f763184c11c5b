import type { Decision } from '#records/decision.ts'
import type { Proposal } from '#records/proposal.ts'
import type { QueueItem } from '#records/queue-item.ts'
import { holdsOf } from './objections.ts'
import { partOf } from './part-of-proposal.ts'
import { repair } from './repair.ts'

/**
 * What a releasing decision asks the gate: the proposal to judge again, and which (action, rule) a person has answered
 * by deciding. Whatever else the gate objects to is new, and stops the release.
 */
export type Release =
  | {
      readonly kind: 'release'
      readonly proposal: Proposal
      isAnswered(action: number, rule: string): boolean
    }
  | { readonly kind: 'nothing-left' }
  | { readonly kind: 'impossible'; readonly why: string }

type Releasing = Extract<Decision, { kind: 'fix' | 'approve' | 'edit' }>

/** A person who wrote the actions is the judgement, and the source of the values, that these rules ask for. */
const answeredByEditing: readonly string[] = [
  'autonomy',
  'protected-field',
  'confidence',
  'value-said',
  'field-ownership',
]

function approved(item: QueueItem, proposal: Proposal): Release {
  const held = holdsOf(item.held)
  const kept = held.map(({ action }) => action).toSorted((a, b) => a - b)
  const part = partOf(proposal, kept)
  if (part === undefined) return { kind: 'impossible', why: 'it holds no action' }
  const seen = (action: number): readonly string[] =>
    held.find((one) => one.action === kept[action])?.objections.map(({ rule }) => rule) ?? []
  // Only what was shown for this very action: an objection that came up since must be shown first.
  const isAnswered = (action: number, rule: string): boolean =>
    rule === 'autonomy' || seen(action).includes(rule)
  return { kind: 'release', proposal: part, isAnswered }
}

function fixed(item: QueueItem): Release {
  const mended = repair(item)
  if (mended.kind === 'no-repair') return { kind: 'impossible', why: mended.why }
  if (mended.kind === 'nothing-left') return mended
  return {
    kind: 'release',
    proposal: mended.proposal,
    isAnswered: (_action, rule) => rule === 'autonomy',
  }
}

/** The release a decision asks for, before the gate has looked at it again. */
export function releaseOf(item: QueueItem, decision: Releasing): Release {
  const { proposal } = item
  if (proposal === null)
    return { kind: 'impossible', why: 'the account failed: run it again, or reject the item' }
  switch (decision.kind) {
    case 'fix':
      return fixed(item)
    case 'approve':
      return approved(item, proposal)
    case 'edit': {
      const { draft: _old, ...rest } = proposal
      const { actions, draft } = decision
      return {
        kind: 'release',
        proposal: { ...rest, actions, confidence: 1, ...(draft === undefined ? {} : { draft }) },
        isAnswered: (_action, rule) => answeredByEditing.includes(rule),
      }
    }
  }
}
