import type { SqlExecutor } from './sql-executor.ts'

/** A ticket that says "look at this work item". The truth about the item is its own row, never the ticket. */
export interface Ticket {
  readonly id: string
  readonly itemId: string
  readonly attempt: number
}

/**
 * The queue of tickets, inside the caller's transaction: a rollback takes everything back. At most one open ticket per
 * item. `settle` says whether the ticket was still ours; if not, the caller must roll back.
 */
export interface Queue {
  put(
    tx: SqlExecutor,
    items: readonly { readonly itemId: string; readonly priority: number }[],
  ): Promise<void>
  /** At most `count` open tickets, best priority first; a fetched ticket is invisible until settled or expired. */
  fetch(tx: SqlExecutor, count: number): Promise<readonly Ticket[]>
  done(tx: SqlExecutor, ticket: Ticket): Promise<boolean>
  /** Back to the queue, at once. */
  again(tx: SqlExecutor, ticket: Ticket): Promise<boolean>
  /** Tickets taken by anybody but no longer worked (the work item says so) go back to the queue. */
  release(tx: SqlExecutor, itemIds: readonly string[]): Promise<void>
  close(): Promise<void>
}
