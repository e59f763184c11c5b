import type { Action, ActionKind } from '#records/action.ts'
import type { AccountStage } from '#records/stage.ts'
import type { Purpose } from '#records/words.ts'
import { rule } from '../rule.ts'

const every: readonly AccountStage[] = ['new', 'working', 'open-deal', 'customer', 'lapsed', 'closed']
const alive = every.filter((stage) => stage !== 'closed')

// Where each kind of action makes sense. A closed account is one that said no or does not fit: no outreach, no new people.
const byKind: Readonly<Record<ActionKind, readonly AccountStage[]>> = {
  'set-field': every,
  'add-note': every,
  'add-task': every,
  'move-stage': ['open-deal'],
  'create-contact': alive,
  'create-account': alive,
  observe: every,
  'settle-claim': every,
  'raise-flag': every,
  remember: every,
  'merge-suggestion': every,
  'send-email': alive,
  none: every,
}

// Purposes of notes and tasks that suit some stages only; a purpose not named here suits all.
const byPurpose: Readonly<Partial<Record<Purpose, readonly AccountStage[]>>> = {
  'first-outreach': ['new', 'working', 'lapsed'],
  'follow-up': alive,
  renewal: ['open-deal', 'customer', 'lapsed'],
  reactivation: ['working', 'lapsed'],
  'deal-risk': ['open-deal', 'customer'],
  'account-plan': alive,
  'meeting-prep': alive,
  'next-step': alive,
}

// A message has its skill's purpose; those not named here suit every living account.
const byMessage: Readonly<Record<string, readonly AccountStage[]>> = {
  'first-outreach': ['new', 'working', 'lapsed'],
  sequencing: ['new', 'working', 'lapsed'],
}

/** The action suits the account's stage, and the skill at work may ask for it. */
export const stageAction = rule({
  name: 'stage-action',
  version: 2,
  needs: ['record', 'skill'],
  canOverride: true,
  objects: ({ action }, { skill: name }, { record: { stage }, skill }) => {
    if (!skill.actions.includes(action.kind))
      return {
        needed: `one of ${skill.actions.join(', ')} (skill ${name})`,
        found: action.kind,
        repair: { kind: 'drop-action' },
      }
    const allowed = byKind[action.kind].filter((suits) => purposeStages(action, name).includes(suits))
    if (allowed.includes(stage)) return undefined
    return {
      needed: `an account that is ${allowed.join(' or ')}`,
      found: `${what(action, name)} at a ${stage} account`,
    }
  },
})

function purposeStages(action: Action, skill: string): readonly AccountStage[] {
  if (action.kind === 'send-email') return byMessage[skill] ?? every
  return action.kind === 'add-note' || action.kind === 'add-task'
    ? (byPurpose[action.purpose] ?? every)
    : every
}

const what = (action: Action, skill: string): string =>
  action.kind === 'add-note' || action.kind === 'add-task'
    ? `${action.kind} for ${action.purpose}`
    : `${action.kind} by ${skill}`
