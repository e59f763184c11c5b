import type { SqlExecutor } from './sql-executor.ts'

/** A ticket that says "look at this work item". The truth about the item is its own row, never the ticket. */
export interface Ticket {
  readonly id: string
  readonly attempt: number
  readonly itemId: string
}

/** A ticket as remembered in the item's row: enough to settle this attempt and no other. */
export type TicketAttempt = Pick<Ticket, 'id' | 'attempt'>

/**
 * The queue of tickets, one lane per run. Every method but `open` and `close` works inside the caller's transaction:
 * a rollback takes it back. At most one open ticket per item. All may throw Fault `down`.
 */
export interface Queue {
  /** Makes the lane usable. Idempotent. */
  open(lane: string): Promise<void>
  /** Adds a ticket for each item that has no open one. Higher priority comes first. */
  put(
    tx: SqlExecutor,
    lane: string,
    items: readonly { readonly itemId: string; readonly priority: number }[],
  ): Promise<void>
  /** Takes at most `count` tickets, best first; taken ones are invisible until settled. */
  take(tx: SqlExecutor, lane: string, count: number): Promise<readonly Ticket[]>
  /** The work is over. False: this attempt was taken away meanwhile, and the caller must roll back. */
  done(tx: SqlExecutor, lane: string, ticket: TicketAttempt): Promise<boolean>
  /** Back into the lane at once. False as for `done`. */
  giveBack(tx: SqlExecutor, lane: string, ticket: TicketAttempt): Promise<boolean>
  close(): Promise<void>
}
