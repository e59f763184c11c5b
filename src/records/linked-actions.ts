import type { Action } from './action.ts'
import type { ActionVerdict } from './verdict.ts'

/**
 * Holds what only makes sense with something held (rule `needs`), however long the chain; a circle is held as soon as
 * one of it is. What needs something that is only watched is watched, too: it must not be written alone.
 */
export function link(actions: readonly Action[], judged: readonly ActionVerdict[]): ActionVerdict[] {
  const needs = actions.map((action) => needsOf(action, actions))
  let verdicts = [...judged]
  // Each round carries a hold at least one link further, so there are at most as many rounds as actions.
  for (let round = 0; round < actions.length; round += 1) {
    const next = verdicts.map((verdict) =>
      linked(verdict, needs[verdict.action] ?? [], { actions, verdicts }),
    )
    if (next.every((verdict, index) => verdict === verdicts[index])) break
    verdicts = next
  }
  return verdicts
}

/** What an action said it needs, and what it cannot be true without: to remember a touch, the message must go out. */
function needsOf(action: Action, actions: readonly Action[]): readonly number[] {
  const said = action.needs ?? []
  if (action.kind !== 'remember' || action.topic !== 'touch') return said
  return [...said, ...actions.flatMap(({ kind }, index) => (kind === 'send-email' ? [index] : []))]
}

function linked(
  verdict: ActionVerdict,
  needs: readonly number[],
  all: { readonly actions: readonly Action[]; readonly verdicts: readonly ActionVerdict[] },
): ActionVerdict {
  if (verdict.kind === 'hold') return verdict
  const held = needs.find((index) => all.verdicts[index]?.kind === 'hold')
  if (held !== undefined) {
    const found = `action ${held + 1} (${all.actions[held]?.kind ?? 'missing'}) is held`
    const objection = { rule: 'needs', needed: 'everything this action builds on to be cleared', found }
    return { kind: 'hold', action: verdict.action, objections: [objection] }
  }
  const isWatched = needs.some((index) => {
    const needed = all.verdicts[index]
    return needed?.kind === 'clear' && needed.level === 'watch'
  })
  return isWatched && verdict.level !== 'watch' ? { ...verdict, level: 'watch' } : verdict
}
