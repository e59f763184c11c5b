import type { Move } from './moves.ts'
import type { OrderState } from './order.ts'

// A message on its way out. Chosen against: a message that leaves twice, or without a person's yes. Accepted instead: one
// whose fate nobody knows stays `unknown` until a person decides. Source: safety.md 4.2, day.md 7. The statements in
// state/write take their states from here.
//   waiting   for a person's yes
//   approved  it has one, for exactly this text
//   deferred  approved, but not now: window, cap, pause, a check that could not be made
//   sending   it may have left at any moment from now on
//   sent      it left · unknown  it may have left; nobody sends it again by itself
//   void      it never leaves: rejected, expired, refused for good, taken back, forgotten

/** Still ours: it has not begun to leave. */
export const unsentOrder = ['waiting', 'approved', 'deferred'] as const satisfies readonly OrderState[]
/** It is under way or may be: nobody else writes to the person meanwhile. */
export const openOrder = [...unsentOrder, 'sending', 'unknown'] as const satisfies readonly OrderState[]

export const orderMoves = {
  approve: { from: ['waiting'], to: 'approved' },
  defer: { from: ['approved', 'sending'], to: 'deferred' },
  /** What it was deferred for is over; every check is made again before it leaves. */
  resume: { from: ['deferred'], to: 'approved' },
  send: { from: ['approved'], to: 'sending' },
  /** The provider took it; for an unknown one, there is evidence that it did. */
  accepted: { from: ['sending', 'unknown'], to: 'sent' },
  /** The provider refused it for good before it left. */
  refused: { from: ['sending'], to: 'void' },
  /** Crash, time limit, lost answer. */
  lost: { from: ['sending'], to: 'unknown' },
  /** The database is a copy of an earlier day: all that was allowed to leave may have left. */
  restored: { from: ['approved', 'deferred', 'sending'], to: 'unknown' },
  /** A person says that it did not leave: a new yes is needed. */
  'found-unsent': { from: ['unknown'], to: 'waiting' },
  void: { from: unsentOrder, to: 'void' },
} as const satisfies Readonly<Record<string, Move<OrderState>>>
