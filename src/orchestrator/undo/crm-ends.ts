import type { Json } from '#base/canonical.ts'
import { isSame } from '#commit/field-change.ts'
import type { FieldMark } from '#records/fields.ts'
import type { UndoEnd } from '#records/undo-step.ts'
import type { TakenBack } from '#records/undone.ts'
import type { World } from '#ports/world.ts'

/** The CRM as an undo asks it. With `isDryRun` it is only read, and what would be written counts as done. */
export interface UndoCrm extends Pick<World, 'crm' | 'faults'> {
  readonly isDryRun: boolean
  /** What was taken back at the account before. */
  readonly undone: readonly TakenBack[]
}

export const back = ({ id }: { readonly id: string }): UndoEnd => ({
  id,
  state: 'done',
  why: null,
  found: null,
})

export const left = ({ id }: { readonly id: string }, why: string, found: Json = null): UndoEnd => ({
  id,
  state: 'left',
  why,
  found,
})

/** Whose hand a mark shows, when it is not ours. */
export const handOf = (mark: FieldMark | undefined): string => {
  switch (mark?.by) {
    case 'person':
      return 'a person'
    case 'import':
      return 'an import'
    case 'vendor':
      return 'a vendor'
    case 'agent':
      return 'another run'
    case undefined:
      return 'somebody'
  }
}

/**
 * Whether what stands in a field is the run's: written by us, not after `until`, or put back by the undo of a later run.
 * A CRM that keeps no marks is taken at its value.
 */
export function isOurs(
  mark: FieldMark | undefined,
  { until, intent, value }: { readonly until: string; readonly intent: string; readonly value: Json },
  undone: readonly TakenBack[],
): boolean {
  if (mark === undefined) return true
  if (mark.by === 'agent') return Date.parse(mark.at) <= Date.parse(until)
  const isPutBack = (one: TakenBack): boolean =>
    one.intent === intent && one.at === mark.at && isSame(one.restored, value)
  return mark.by === 'person' && undone.some(isPutBack)
}
