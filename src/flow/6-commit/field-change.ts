import { canonicalJson, type Json } from '#base/canonical.ts'
import type { Action } from '#records/action.ts'
import type { Effect } from '#records/effect.ts'
import type { Evidence } from '#records/evidence.ts'
import type { FieldMarks, Fields } from '#records/fields.ts'

/** One field write: an effect in terms of a record's field. `seen` is what the gate saw there; undefined: it could not. */
export interface FieldChange {
  readonly effect: Effect
  readonly object: 'account' | 'contact' | 'deal'
  readonly recordId: string
  readonly field: string
  readonly value: Json
  readonly seen: Json | undefined
}

/** The parts of a CRM record that say what stands in its fields. */
export interface FieldHolder {
  readonly ownerId: string | null
  readonly fields: Fields
  readonly marks: FieldMarks
}

/** The owner is a field to people and to proposals, but a reference in the record. */
export const valueIn = (record: FieldHolder, field: string): Json =>
  field === 'owner' ? record.ownerId : (record.fields[field] ?? null)

export const isSame = (a: Json | undefined, b: Json | undefined): boolean =>
  canonicalJson(a ?? null) === canonicalJson(b ?? null)

function seenIn(evidence: Evidence, recordId: string, field: string): Json | undefined {
  if (evidence.record.kind === 'unreadable') return undefined
  const { account, contacts, deals } = evidence.record.value.dossier
  const record = [account, ...contacts, ...deals].find(({ id }) => id === recordId)
  return record && valueIn(record, field)
}

/** What an action changes in a record's field; undefined for actions that add something instead. */
export function fieldChangeOf(effect: Effect, evidence: Evidence): FieldChange | undefined {
  const action: Action = effect.action
  if (action.kind === 'move-stage') {
    const seen = seenIn(evidence, action.deal, 'stage')
    return { effect, object: 'deal', recordId: action.deal, field: 'stage', value: action.to, seen }
  }
  if (action.kind !== 'set-field') return undefined
  const { field, value } = action
  const { object, id } = action.object
  if (object === 'activity') return undefined
  return { effect, object, recordId: id, field, value, seen: seenIn(evidence, id, field) }
}

/**
 * What a fresh record means for a change:
 *   `write`    the field stands as the gate saw it
 *   `landed`   it holds the wanted value already, written by us: an answer of the CRM was lost
 *   `same`     it holds the wanted value already, by somebody else's hand or since ever
 *   `moved`    somebody wrote another value since the gate looked
 */
export function compare(change: FieldChange, record: FieldHolder): 'write' | 'landed' | 'same' | 'moved' {
  const current = valueIn(record, change.field)
  if (isSame(current, change.value)) {
    const mark = record.marks[change.field]
    const isByUs = mark !== undefined && mark.by === 'agent' && mark.at >= change.effect.decidedAt
    const isOurs = isByUs && !isSame(change.seen, change.value)
    return isOurs ? 'landed' : 'same'
  }
  return change.seen !== undefined && isSame(current, change.seen) ? 'write' : 'moved'
}
