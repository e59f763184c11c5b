import { assertNever } from '#base/assert-never.ts'
import type { Action, Draft } from './action.ts'
import type { Decision } from './decision.ts'
import { Evidence } from './evidence.ts'
import type { Fields } from './fields.ts'
import type { Objection } from './objection.ts'
import type { Proposal } from './proposal.ts'
import type { ActionVerdict, Verdict } from './verdict.ts'

// What stays of our records when a person is forgotten: ids, kinds, days and rules, so that keys stand, nothing is done
// twice and counts hold; no words and no values.

/** Stands where words were. */
export const erased = '[erased]'

const emptied = (fields: Fields): Fields =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, erased]))

/** The action without its words and values. */
export function erasedAction(action: Action): Action {
  switch (action.kind) {
    case 'set-field':
      return { ...action, value: erased }
    case 'add-note':
    case 'add-task':
    case 'remember':
      return { ...action, text: erased }
    case 'create-contact':
    case 'create-account':
      return { ...action, fields: emptied(action.fields) }
    case 'observe':
      return { ...action, value: erased, quote: erased }
    case 'settle-claim':
    case 'raise-flag':
      return { ...action, why: erased }
    case 'none':
      return { ...action, reason: erased }
    case 'move-stage':
    case 'merge-suggestion':
    case 'send-email':
      return action
    default:
      return assertNever(action)
  }
}

const erasedDraft = (draft: Draft): Draft => ({
  ...draft,
  subject: erased,
  sentences: draft.sentences.map(({ cites }) => ({ text: erased, cites })),
})

/** The proposal without its words and values. */
export const erasedProposal = (proposal: Proposal): Proposal => ({
  ...proposal,
  actions: proposal.actions.map(erasedAction),
  ...(proposal.draft === undefined ? {} : { draft: erasedDraft(proposal.draft) }),
  rationale: erased,
})

const gone = { kind: 'unreadable', reason: erased }

/** Evidence of which nothing can be read any more: no rule can be judged on it, and all hold. */
export const erasedEvidence = ({ now }: Pick<Evidence, 'now'>): Evidence =>
  Evidence.parse({
    ...Object.fromEntries(Object.keys(Evidence.shape).map((part) => [part, gone])),
    now,
  })

const erasedObjection = ({ rule, canOverride }: Objection): Objection => ({
  rule,
  needed: erased,
  found: erased,
  ...(canOverride === undefined ? {} : { canOverride }),
})

/** Which rules held which action; not what they found. */
export const erasedHeld = (held: readonly ActionVerdict[]): ActionVerdict[] =>
  held.map((said) =>
    said.kind === 'clear' ? said : { ...said, objections: said.objections.map(erasedObjection) },
  )

/** The verdict without what its rules found. */
export const erasedVerdict = (verdict: Verdict): Verdict => ({
  ...verdict,
  actions: erasedHeld(verdict.actions),
})

/** What was decided, without the reason given and the text written. */
export function erasedDecision(decision: Decision): Decision {
  if (decision.kind === 'approve' || decision.kind === 'reject') return { ...decision, reason: erased }
  if (decision.kind !== 'edit') return decision
  const { actions, draft } = decision
  const rest = draft === undefined ? {} : { draft: erasedDraft(draft) }
  return { kind: 'edit', actions: actions.map(erasedAction), ...rest }
}
