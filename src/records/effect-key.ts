import { canonicalJson } from '#base/canonical.ts'
import { hashOf } from '#base/hash.ts'
import type { Action, Draft } from './action.ts'
import type { AccountId } from './ids.ts'
import type { Cause } from './run.ts'
import type { SkillName } from './words.ts'

/** Whose effect it is: the account, the kind of work, and what brought the run about. */
export interface EffectScope {
  readonly accountId: AccountId
  readonly skill: SkillName
  readonly cause: Cause
}

const keyFor =
  (scope: EffectScope, kind: string) =>
  (target: string, purpose: string): string =>
    hashOf([scope.accountId, target, kind, purpose, canonicalJson(scope.cause)])

/**
 * The idempotency key of one action: hash(account, target, kind, purpose, cause). No wording reaches it, so the same
 * intent in other words is the same effect. undefined for actions that converge by diff (field writes) or have no
 * effect of their own. Source: day.md 6.
 */
export function effectKey(scope: EffectScope, action: Action, draft: Draft | undefined): string | undefined {
  const key = keyFor(scope, action.kind)
  switch (action.kind) {
    case 'add-note':
    case 'add-task':
      return key(scope.accountId, action.purpose)
    case 'send-email':
      return draft === undefined ? undefined : key(draft.to, scope.skill)
    case 'create-contact':
      return key(String(action.fields['email'] ?? scope.accountId), scope.skill)
    case 'create-account':
      return key(String(action.fields['domain'] ?? scope.accountId), scope.skill)
    case 'observe':
      return key(`${action.subject.object}:${action.subject.id}`, action.field)
    case 'settle-claim':
      return key(scope.accountId, action.field)
    case 'raise-flag':
      return key(scope.accountId, action.flag)
    case 'remember':
      return key(scope.accountId, action.topic)
    case 'merge-suggestion':
      return key(action.duplicateOf, 'merge')
    case 'set-field':
    case 'move-stage':
    case 'none':
      return undefined
  }
}

/** The key of the one queue item a cause may make for an account. */
export const itemKey = (scope: Pick<EffectScope, 'accountId' | 'cause'>): string =>
  hashOf([scope.accountId, 'queue-item', canonicalJson(scope.cause)])
