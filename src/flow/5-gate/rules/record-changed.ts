import { canonicalJson } from '#base/canonical.ts'
import type { Dossier } from '#records/dossier.ts'
import type { Fields } from '#records/fields.ts'
import type { Action } from '#records/action.ts'
import { citesOf } from '../cites.ts'
import { rule } from '../rule.ts'
import { shown } from '../texts.ts'

/** One field of one record. */
interface Spot {
  readonly id: string
  readonly field: string
}

/**
 * Nothing that matters moved since the subagent read the record: what the action sets or cites, the lifecycle, the
 * owner, and every deal's stage. Other changes of the record do not hold.
 */
export const recordChanged = rule({
  name: 'record-changed',
  version: 1,
  needs: ['record', 'basis', 'cited'],
  canOverride: true,
  objects: ({ action }, { draft }, { record: { dossier }, basis, cited }) => {
    const now = fieldsNow(dossier)
    const spots = [
      ...touched(action),
      ...citesOf(action, draft).flatMap((id) => {
        const fact = cited[id]
        return fact?.source === 'crm' ? [{ id: fact.subject.id, field: fact.field }] : []
      }),
      ...always(dossier, basis.fields),
    ]
    const moved = spots.find((spot) => at(now, spot) !== at(basis.fields, spot))
    if (moved === undefined) return undefined
    return {
      needed: 'the record as the proposal was based on it',
      found: `${moved.field} was ${shown(basis.fields[moved.id]?.[moved.field])}, now ${shown(now[moved.id]?.[moved.field])}`,
      where: `field ${moved.field} of ${moved.id}`,
    }
  },
})

type FieldsById = Readonly<Record<string, Fields>>

/** The record's fields by record id, the owner among them. The basis is made by the same function. */
export function fieldsNow({ account, contacts, deals }: Dossier): Record<string, Fields> {
  return Object.fromEntries(
    [account, ...contacts, ...deals].map(({ id, ownerId, fields }) => [id, { ...fields, owner: ownerId }]),
  )
}

const at = (fields: FieldsById, { id, field }: Spot): string => canonicalJson(fields[id]?.[field] ?? null)

function touched(action: Action): Spot[] {
  if (action.kind === 'set-field') return [{ id: action.object.id, field: action.field }]
  return action.kind === 'move-stage' ? [{ id: action.deal, field: 'stage' }] : []
}

/** Lifecycle, owner, and the stage of every deal that stands or stood there. */
function always({ account, contacts, deals }: Dossier, basis: FieldsById): Spot[] {
  const people = new Set<string>(contacts.map(({ id }) => id))
  const before = Object.keys(basis).filter((id) => id !== account.id && !people.has(id))
  return [
    { id: account.id, field: 'lifecycle' },
    { id: account.id, field: 'owner' },
    ...[...new Set([...deals.map(({ id }): string => id), ...before])].map((id) => ({ id, field: 'stage' })),
  ]
}
