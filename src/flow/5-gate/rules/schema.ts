import { plusDays, utcDay } from '#base/clock.ts'
import { canonicalJson } from '#base/canonical.ts'
import { Action } from '#records/action.ts'
import type { Dossier } from '#records/dossier.ts'
import type { Proposal } from '#records/proposal.ts'
import { rule, type Subject } from '../rule.ts'
import { fieldFault, recordOf, valuesFault } from './schema-fields.ts'

/** Shape, lengths, closed lists, known fields, values of the right kind, and references to this account's records. */
export const schema = rule({
  name: 'schema',
  version: 2,
  needs: ['clock', 'record'],
  canOverride: false,
  objects: (subject, proposal, { now, record }) => {
    const fault =
      shapeFault(subject.action) ??
      needsFault(subject, proposal) ??
      twinFault(subject, proposal) ??
      contentFault(subject.action, proposal, { now: new Date(now), dossier: record.dossier })
    return fault
  },
})

interface Fault {
  readonly needed: string
  readonly found: string
  readonly where?: string
  readonly repair?: { readonly kind: 'drop-action' }
}
interface Around {
  readonly now: Date
  readonly dossier: Dossier
}

// A proposal was parsed when it came in; one that a person edited or that storage gave back passes here again.
function shapeFault(action: Action): Fault | undefined {
  const faults = Action.safeParse(action).error?.issues.map(({ message, path }) => ({
    needed: message,
    found: `a wrong ${action.kind}`,
    where: path.join('.'),
  }))
  return faults?.[0]
}

function needsFault({ index, action }: Subject, { actions }: Proposal): Fault | undefined {
  const wrong = action.needs?.find((needed) => needed === index || needed >= actions.length)
  if (wrong === undefined) return undefined
  return {
    needed: `needs to name other actions, 0 to ${actions.length - 1}`,
    found: String(wrong),
    where: 'needs',
  }
}

/** What an action is about, without its wording: two of the same target in one proposal are one too many. */
function targetOf(action: Action): string | undefined {
  switch (action.kind) {
    case 'set-field':
      return canonicalJson([action.kind, action.object.object, action.object.id, action.field])
    case 'observe':
      return canonicalJson([action.kind, action.subject.object, action.subject.id, action.field])
    case 'add-note':
    case 'add-task':
      return canonicalJson([action.kind, action.purpose])
    case 'move-stage':
      return canonicalJson([action.kind, action.deal])
    case 'settle-claim':
      return canonicalJson([action.kind, action.field])
    case 'raise-flag':
      return canonicalJson([action.kind, action.flag])
    case 'remember':
      return canonicalJson([action.kind, action.topic])
    case 'merge-suggestion':
      return canonicalJson([action.kind, action.duplicateOf])
    case 'create-contact':
      return canonicalJson([action.kind, action.fields['email'] ?? null])
    case 'create-account':
      return canonicalJson([action.kind, action.fields['domain'] ?? null])
    case 'send-email':
    case 'none':
      return action.kind
  }
}

function twinFault({ index, action }: Subject, { actions }: Proposal): Fault | undefined {
  const target = targetOf(action)
  const twin = actions.findIndex((other) => targetOf(other) === target)
  if (twin === index) return undefined
  return {
    needed: 'one action for one target and purpose',
    found: `action ${twin + 1} does the same (${action.kind})`,
    repair: { kind: 'drop-action' },
  }
}

function contentFault(action: Action, { accountId, draft }: Proposal, around: Around): Fault | undefined {
  const today = utcDay(plusDays(around.now, -1)) // the book's day may be behind UTC
  switch (action.kind) {
    case 'set-field':
      return fieldFault(action.object, { ...action, dossier: around.dossier })
    case 'observe':
      return fieldFault(action.subject, { ...action, dossier: around.dossier, mayBeNew: true })
    case 'move-stage':
      return recordOf(around.dossier, { object: 'deal', id: action.deal }) === undefined
        ? { needed: 'a deal of this account', found: `deal ${action.deal}`, where: 'deal' }
        : undefined
    case 'create-contact':
    case 'create-account':
      return valuesFault(action.kind === 'create-contact' ? 'contact' : 'account', action.fields)
    case 'add-task': {
      const { due = today } = action
      return due < today ? { needed: 'a due day that is not past', found: due, where: 'due' } : undefined
    }
    case 'raise-flag':
      return action.until < today
        ? { needed: 'an end that is not past', found: action.until, where: 'until' }
        : undefined
    case 'merge-suggestion':
      return action.duplicateOf === accountId
        ? { needed: 'another account', found: 'this account itself', repair: { kind: 'drop-action' } }
        : undefined
    case 'send-email':
      return draft === undefined
        ? { needed: 'a draft to send', found: 'no draft', repair: { kind: 'drop-action' } }
        : undefined
    case 'add-note':
    case 'settle-claim':
    case 'remember':
    case 'none':
      return undefined
  }
}
