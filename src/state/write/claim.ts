import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId, RunId } from '#records/ids.ts'
import type { Ticket } from '#ports/queue.ts'
import { workMoves } from '#records/work-moves.ts'
import type { Db } from '../db.ts'
import { PlaceRow } from '../read/place.ts'
import { literals } from '../states.ts'

/**
 * One claim at a time over the whole database: the cap on accounts in flight is exact because nobody else counts now.
 * Whoever comes meanwhile waits in line; a claim is a few milliseconds.
 */
export async function takeClaimLock(trx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('daybook.claim'))`.execute(trx)
}

const Standing = z.object({ running: z.number(), status: z.string(), settings: z.string() })

/** How many accounts are in flight now, whoever works them, and how the run itself stands. */
export async function standingOf(trx: Db, runId: RunId): Promise<z.infer<typeof Standing>> {
  const { rows } = await sql`
    select (select count(*) from daybook.work_item where state = 'running')::int as running, status,
           config_hash as settings
    from daybook.run where id = ${runId}`.execute(trx)
  const row = z.array(Standing).parse(rows)[0]
  if (row === undefined) throw new Error(`run ${runId} is not there`)
  return row
}

export const ClaimedRow = z.object({
  id: z.string(),
  run_id: RunId,
  account_id: AccountId,
  pass: z.number(),
  epoch: z.number(),
  model_failures: z.number(),
  ticket: z.string(),
  ticket_attempt: z.number(),
  place: PlaceRow,
  /** A proposal of this pass is recorded already. Nobody else can record one from the claim on: the epoch fences them. */
  is_recorded: z.boolean(),
  /** Turns of an attempt that a dead worker began are kept. */
  has_turns: z.boolean(),
})
export type ClaimedRow = z.infer<typeof ClaimedRow>

/** Makes the tickets' items ours: a new epoch fences whoever had them before. Items that are not queued are left out. */
export async function claimItems(
  trx: Db,
  tickets: readonly Ticket[],
  by: { readonly worker: number; readonly leaseMs: number },
): Promise<readonly ClaimedRow[]> {
  const { rows } = await sql`
    update daybook.work_item w
    set state = 'running', epoch = epoch + 1, worker = ${by.worker},
        lease = clock_timestamp() + ${by.leaseMs}::int * interval '1 millisecond',
        ticket = t.id, ticket_attempt = t.attempt
    from jsonb_to_recordset(${JSON.stringify(tickets)}::jsonb) as t(id text, attempt int, "itemId" text)
    where w.id = t."itemId" and w.state in (${literals(workMoves.claim.from)})
    returning w.id, w.run_id, w.account_id, w.pass, w.epoch, w.model_failures, w.ticket, w.ticket_attempt,
      (select to_json(s) from daybook.run_selection s
       where s.run_id = w.run_id and s.account_id = w.account_id) as place,
      exists (select from daybook.proposal p
              where p.run_id = w.run_id and p.account_id = w.account_id and p.pass = w.pass) as is_recorded,
      exists (select from daybook.paid_turn t
              where t.run_id = w.run_id and t.account_id = w.account_id) as has_turns`.execute(trx)
  return z.array(ClaimedRow).parse(rows)
}
