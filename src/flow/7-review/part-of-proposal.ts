import type { Action } from '#records/action.ts'
import type { Proposal } from '#records/proposal.ts'

/**
 * The proposal with some of its actions only, in their order; what they need is renumbered, and what they needed but is
 * not among them is left out: it was committed before, or dropped. A draft nobody sends is dropped. undefined: nothing
 * is left.
 */
export function partOf(proposal: Proposal, kept: readonly number[]): Proposal | undefined {
  const places = new Map(kept.toSorted((a, b) => a - b).map((old, now) => [old, now]))
  const actions = proposal.actions.flatMap((action, index): Action[] => {
    if (!places.has(index)) return []
    const { needs, ...rest } = action
    const left = needs?.flatMap((old) => places.get(old) ?? [])
    return [left === undefined || left.length === 0 ? rest : { ...rest, needs: left }]
  })
  if (actions.length === 0) return undefined
  const { draft, ...rest } = proposal
  const isSent = actions.some(({ kind }) => kind === 'send-email')
  return { ...rest, actions, ...(isSent && draft !== undefined ? { draft } : {}) }
}
