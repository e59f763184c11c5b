import type { Action, Draft } from '#records/action.ts'
import type { FactId } from '#records/ids.ts'
import type { Proposal } from '#records/proposal.ts'

/** The facts an action stands on; those of a `send-email` are its draft's. May repeat. */
export function citesOf(action: Action, draft: Draft | undefined): readonly FactId[] {
  switch (action.kind) {
    case 'set-field':
    case 'add-note':
    case 'add-task':
    case 'move-stage':
    case 'create-contact':
    case 'create-account':
    case 'remember':
      return action.cites
    case 'merge-suggestion':
      return action.evidence
    case 'send-email':
      return draft?.sentences.flatMap(({ cites }) => cites) ?? []
    case 'observe':
    case 'settle-claim':
    case 'raise-flag':
    case 'none':
      return []
  }
}

/** Every fact a proposal stands on, each once. */
export const allCites = ({ actions, draft }: Pick<Proposal, 'actions' | 'draft'>): readonly FactId[] => [
  ...new Set([
    ...actions.flatMap((action) => citesOf(action, draft)),
    ...(draft ? draft.sentences.flatMap(({ cites }) => cites) : []),
  ]),
]
