import type { ActionVerdict, Verdict } from './verdict.ts'

/** Rules a person set aside, by action (its index in the proposal). Comes with the decision that did it. */
export type Waivers = readonly (readonly string[])[]

function afterWaiver(said: ActionVerdict, rules: readonly string[]): ActionVerdict {
  if (said.kind === 'clear') return said
  const objections = said.objections.filter(({ rule }) => !rules.includes(rule))
  return objections.length === 0
    ? { kind: 'clear', action: said.action, level: 'review' }
    : { ...said, objections }
}

/** The verdict as it stands after a person set rules aside. Objections by any other rule stay. */
export const waive = (verdict: Verdict, waivers: Waivers): Verdict => ({
  ...verdict,
  actions: verdict.actions.map((said) => afterWaiver(said, waivers[said.action] ?? [])),
})
