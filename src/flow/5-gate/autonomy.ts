import type { Evidence } from '#records/evidence.ts'
import type { Objection } from '#records/objection.ts'
import type { ActionVerdict, AutonomyLevel } from '#records/verdict.ts'
import type { Subject } from './rule.ts'

/**
 * What autonomy makes of an action after the rules: held by a rule stays held by that rule; `watch` and `auto` clear;
 * `review` waits for a person. `send-email` clears at `review`, too, because it becomes an order that waits for a
 * person anyway. `none` has no effect and is never held here.
 */
export function autonomyOf(
  { index, action }: Subject,
  objections: Objection[],
  { skill }: Pick<Evidence, 'skill'>,
): ActionVerdict {
  if (objections.length > 0) return { kind: 'hold', action: index, objections }
  if (action.kind === 'none') return { kind: 'clear', action: index, level: 'auto' }
  if (skill.kind === 'unreadable') return asks(index, `could not check: skill: ${skill.reason}`)
  // A kind nobody set a level for is the careful one.
  const level: AutonomyLevel = skill.value.autonomy[action.kind] ?? 'review'
  if (level === 'review' && action.kind !== 'send-email') return asks(index, `${action.kind} is at review`)
  return { kind: 'clear', action: index, level }
}

const asks = (action: number, found: string): ActionVerdict => ({
  kind: 'hold',
  action,
  objections: [{ rule: 'autonomy', needed: 'a person to look first, or the level auto', found }],
})
