import { isSame } from '#commit/field-change.ts'
import type { Json } from '#base/canonical.ts'
import type { CrmObject } from '#records/ref.ts'
import type { UndoAsk, UndoStep } from '#records/undo-step.ts'
import { intentOf } from '#records/undone.ts'
import type { Undoable } from '#state/read/undo-effects.ts'

/** Who takes something back, and when. */
export interface TakenBy {
  readonly by: string
  readonly at: string
}

const base = (effect: Undoable, { by, at }: TakenBy) => ({
  id: effect.id,
  runId: effect.runId,
  accountId: effect.accountId,
  kind: effect.kind,
  intent: intentOf(effect.action, { skill: effect.skill, to: effect.to ?? undefined }) ?? effect.kind,
  state: 'pending' as const,
  taken: null,
  restored: null,
  wasPerson: false,
  why: null,
  found: null,
  by,
  at,
})

interface Write {
  readonly effect: Undoable
  readonly object: Exclude<CrmObject, 'activity'>
  readonly id: string
  readonly field: string
  readonly before: Json
  readonly after: Json
}

function writeOf(effect: Undoable): Write | undefined {
  const { action, before, after } = effect
  const spot =
    action.kind === 'move-stage'
      ? { object: 'deal' as const, id: action.deal, field: 'stage' }
      : action.kind === 'set-field'
        ? { object: action.object.object, id: action.object.id, field: action.field }
        : undefined
  if (spot === undefined || spot.object === 'activity') return undefined
  const { object, id, field } = spot
  return { effect, object, id, field, before: before?.[field] ?? null, after: after?.[field] ?? null }
}

/**
 * The writes of one field, first to last, as one: what stood before the first of those that follow each other without
 * anybody in between. Older ones were written over by somebody else before the run wrote again; they are left.
 */
function restoring(writes: readonly Write[], taken: TakenBy): UndoStep[] {
  const newest = writes.at(-1)
  if (newest === undefined) return []
  let first = writes.length - 1
  while (first > 0 && isSame(writes[first - 1]?.after, writes[first]?.before)) first -= 1
  const oldest = writes[first] ?? newest
  const { object, id, field, after: written } = newest
  const until = newest.effect.confirmedAt
  const asked: UndoAsk = { kind: 'restore', object, id, field, written, restore: oldest.before, until }
  const wasPerson = oldest.effect.markedBy === 'person'
  return writes.map(({ effect, after }, index): UndoStep => {
    const step = { ...base(effect, taken), taken: after, restored: oldest.before, wasPerson }
    if (index >= first) return { ...step, asked }
    const why = 'somebody wrote over it before the run wrote again'
    return { ...step, asked: null, state: 'left', why, found: oldest.before }
  })
}

/** What is asked of the CRM about something the run added; undefined for effects that lie in our own tables. */
function archiving({ action, ref, version, after, confirmedAt: until }: Undoable): UndoAsk | undefined {
  if (ref === null) return undefined
  const { id } = ref
  if (action.kind === 'add-note' || action.kind === 'add-task') {
    const text = Object.keys(after ?? {}).length === 0 ? action.text : null
    return { kind: 'archive-activity', id, version: version ?? '', text }
  }
  if (action.kind !== 'create-contact' && action.kind !== 'create-account') return undefined
  const object = action.kind === 'create-contact' ? 'contact' : 'account'
  return { kind: 'archive-record', object, id, version: version ?? '', until }
}

/** How each effect of a run at one account is taken back. Pure: the same effects give the same steps. */
export function stepsOf(effects: readonly Undoable[], taken: TakenBy): readonly UndoStep[] {
  const writes = effects.flatMap((effect) => writeOf(effect) ?? [])
  const fields = Map.groupBy(writes, ({ object, id, field }) => `${object}:${id}:${field}`)
  const written = new Set(writes.map(({ effect }) => effect.id))
  return [
    ...[...fields.values()].flatMap((group) => restoring(group, taken)),
    ...effects
      .filter(({ id }) => !written.has(id))
      .map((effect): UndoStep => ({ ...base(effect, taken), asked: archiving(effect) ?? null })),
  ]
}
