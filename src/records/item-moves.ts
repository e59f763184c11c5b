import type { Move } from './moves.ts'
import type { ItemState } from './queue-item.ts'

// The queue item. Chosen against: a decision that is lost or applied twice. Accepted instead: the second of two people
// who decide at the same moment is told who was first. The statements in state/write take their states from here.
//   open      waits for a person
//   snoozed   waits for a day to come, decidable all the while
//   approved  released as it was · fixed  released with the prepared repair · edited  released with other actions
//   rejected  a person said no, for this cause for good
//   expired   nobody decided in time, or the matter is gone
// One item stands for an account and a cause: whatever else of it a person must see later comes to the same item, anew.

/** What waits for a person. */
export const waitingItem = ['open', 'snoozed'] as const satisfies readonly ItemState[]
const everywhere = [
  ...waitingItem,
  'approved',
  'fixed',
  'edited',
  'rejected',
  'expired',
] as const satisfies readonly ItemState[]

export const itemMoves = {
  approve: { from: waitingItem, to: 'approved' },
  fix: { from: waitingItem, to: 'fixed' },
  edit: { from: waitingItem, to: 'edited' },
  reject: { from: waitingItem, to: 'rejected' },
  /** The prepared repair left nothing to release. */
  'fix-to-nothing': { from: waitingItem, to: 'rejected' },
  snooze: { from: waitingItem, to: 'snoozed' },
  assign: { from: waitingItem, to: undefined },
  /** Its time ran out, or there is nothing left to decide. */
  expire: { from: waitingItem, to: 'expired' },
  /** The day came that it was snoozed to. */
  wake: { from: ['snoozed'], to: 'open' },
  /** The CRM did not take what was released or cleared, or the account was tried again: something new is to be decided. */
  'put-back': { from: everywhere, to: 'open' },
} as const satisfies Readonly<Record<string, Move<ItemState>>>
