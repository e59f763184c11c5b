import { itemMoves } from '#records/item-moves.ts'
import { after } from '#records/moves.ts'
import type { ItemState } from '#records/queue-item.ts'

export interface ItemEvent {
  readonly kind: keyof typeof itemMoves
}

export type Transition =
  | { readonly kind: 'to'; readonly state: ItemState }
  | { readonly kind: 'refused'; readonly why: string }

/** Where an event takes a queue item, or why it cannot happen there. Pure and total. */
export function step(state: ItemState, { kind }: ItemEvent): Transition {
  const to = after<ItemState>(itemMoves[kind], state)
  if (to !== undefined) return { kind: 'to', state: to }
  return {
    kind: 'refused',
    why: state === 'open' ? 'the item is not snoozed' : `the item is already ${state}`,
  }
}
