import type { Action } from '#records/action.ts'
import { effectKey, type EffectScope } from '#records/effect-key.ts'
import type { Proposal } from '#records/proposal.ts'
import type { ActionVerdict, Verdict } from '#records/verdict.ts'
import { identityOf } from './identity.ts'

/**
 * What becomes of one action:
 *   `crm`          a write to the CRM, pending until it answers
 *   `own`          a row of ours, written in the same transaction
 *   `order`        a message that waits for a person's yes
 *   `unchanged`    its effect already stands, under other words perhaps
 *   `held`         goes to a person
 *   `with-person`  the same intent already lies with a person, who has the say from then on
 *   `watched`      cleared where the level says to write nothing
 *   `nothing`      `none`
 */
export type Planned =
  | { readonly kind: 'crm'; readonly index: number; readonly action: Action; readonly key: string | null }
  | { readonly kind: 'own' | 'order'; readonly index: number; readonly action: Action; readonly key: string }
  | { readonly kind: 'unchanged'; readonly index: number; readonly action: Action }
  | { readonly kind: 'held'; readonly index: number; readonly verdict: ActionVerdict }
  | { readonly kind: 'with-person' | 'watched' | 'nothing'; readonly index: number }

/** What is already there when the commit begins. */
export interface Standing {
  /** Effect keys that exist, of this proposal's actions. */
  readonly keys: ReadonlySet<string>
  /** Intents that lie, or lay, with a person under this cause. */
  readonly withPerson: ReadonlySet<string>
}

const crmKinds: readonly string[] = [
  'set-field',
  'move-stage',
  'add-note',
  'add-task',
  'create-contact',
  'create-account',
]

function cleared(index: number, action: Action, key: string | undefined): Planned {
  if (crmKinds.includes(action.kind)) return { kind: 'crm', index, action, key: key ?? null }
  if (key === undefined) return { kind: 'nothing', index }
  return { kind: action.kind === 'send-email' ? 'order' : 'own', index, action, key }
}

/**
 * Sorts the actions of a judged proposal. An effect that stands is looked up first, so that a second pass with other
 * words makes neither a second effect nor a queue item; within one proposal the first of two equal intents counts, and a held one takes the other along.
 */
export function planCommit(
  ask: { readonly proposal: Proposal; readonly verdict: Verdict; readonly scope: EffectScope },
  standing: Standing,
): readonly Planned[] {
  const seen = new Set<string>()
  const held = new Set<string>()
  return ask.proposal.actions.map((action, index) => {
    const said = ask.verdict.actions.find((one) => one.action === index)
    const identity = identityOf(ask.scope, ask.proposal, action)
    if (action.kind === 'none') return { kind: 'nothing', index }
    if (said === undefined) throw new Error(`the verdict says nothing of action ${index}`)
    const key = effectKey(ask.scope, action, ask.proposal.draft)
    if (key !== undefined && standing.keys.has(key)) return { kind: 'unchanged', index, action }
    if (identity !== undefined) {
      // A person decides between two values of one field as soon as one of them is held.
      if (standing.withPerson.has(identity) || held.has(identity)) return { kind: 'with-person', index }
      if (seen.has(identity)) return { kind: 'unchanged', index, action }
      seen.add(identity)
    }
    if (said.kind === 'hold') {
      if (identity !== undefined) held.add(identity)
      return { kind: 'held', index, verdict: said }
    }
    return said.level === 'watch' ? { kind: 'watched', index } : cleared(index, action, key)
  })
}
