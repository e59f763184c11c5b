import { effectKey, type EffectScope } from '#records/effect-key.ts'
import type { Action } from '#records/action.ts'
import type { Proposal } from '#records/proposal.ts'

/**
 * What an action is, whatever its wording and value: the effect key, or for field writes the field. Two actions with
 * one identity are the same intent. undefined for `none`, which intends nothing.
 */
export function identityOf(scope: EffectScope, proposal: Proposal, action: Action): string | undefined {
  if (action.kind === 'set-field') return `field ${action.object.object}:${action.object.id}:${action.field}`
  if (action.kind === 'move-stage') return `field deal:${action.deal}:stage`
  return effectKey(scope, action, proposal.draft)
}
