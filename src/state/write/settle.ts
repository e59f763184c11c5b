import { sql } from 'kysely'
import type { JourneyResult } from '#records/run.ts'
import { workMoves } from '#records/work-moves.ts'
import type { Db } from '../db.ts'
import { literals } from '../states.ts'
import type { ClaimedRow } from './claim.ts'

/**
 * Ends an account's place in the run. One that came through needs nobody any more who looked at its earlier failure:
 * that leaves the queue. False: the claim is stale (another epoch has it), nothing was written, and the caller must roll
 * back.
 */
export async function settleItem(
  trx: Db,
  claimed: ClaimedRow,
  end: { readonly state: 'done' | 'human'; readonly result: JourneyResult; readonly now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    with settled as (
      update daybook.work_item
      set state = ${end.state}, outcome = ${end.result.outcome}, reason = ${end.result.reason},
          held_by = ${JSON.stringify(end.result.heldBy)}::jsonb, settled_at = ${end.now}::timestamptz, lease = null
      where id = ${claimed.id} and epoch = ${claimed.epoch}
        and state in (${literals(workMoves[end.state === 'done' ? 'settle' : 'fail'].from)})
      returning run_id, account_id, state
    ), closed as (
      update daybook.queue_item q set state = 'expired', version = version + 1
      from settled s
      where q.run_id = s.run_id and q.account_id = s.account_id and s.state = 'done'
        and q.proposal_id is null and q.state = 'open'
    ), turns as (
      delete from daybook.paid_turn t using settled s where t.run_id = s.run_id and t.account_id = s.account_id
    )
    select from settled`.execute(trx)
  return rows.length === 1
}

/**
 * How an account comes back: `goes-on` where its conversation stopped · `anew`, what was paid for is not used again, for it
 * led nowhere · `failed` anew, and its one retry is used.
 */
export type ComesBack = 'goes-on' | 'anew' | 'failed'

/** Back into the queue. False as for settleItem. */
export async function requeueItem(trx: Db, claimed: ClaimedRow, how: ComesBack): Promise<boolean> {
  const { rows } = await sql`
    with queued as (
      update daybook.work_item
      set state = 'queued', model_failures = model_failures + ${how === 'failed' ? 1 : 0}, worker = null, lease = null
      where id = ${claimed.id} and epoch = ${claimed.epoch} and state in (${literals(workMoves['give-back'].from)})
      returning run_id, account_id
    ), turns as (
      delete from daybook.paid_turn t using queued q
      where t.run_id = q.run_id and t.account_id = q.account_id and ${how !== 'goes-on'}::boolean
    )
    select from queued`.execute(trx)
  return rows.length === 1
}

/** A queued item that crashed too often goes to a person. */
export async function giveUpItem(
  trx: Db,
  id: string,
  end: { readonly reason: string; readonly now: Date },
): Promise<void> {
  await sql`
    with given as (
      update daybook.work_item
      set state = 'human', outcome = 'failed', reason = ${end.reason}, settled_at = ${end.now}::timestamptz
      where id = ${id} and state in (${literals(workMoves['give-up'].from)})
      returning run_id, account_id
    )
    delete from daybook.paid_turn t using given g
    where t.run_id = g.run_id and t.account_id = g.account_id`.execute(trx)
}

/** The failed ones of a run get another chance when the same key is run again. Returns how many. */
export async function reopenFailed(trx: Db, runId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update daybook.work_item
    set state = 'queued', model_failures = 0, crashes = 0, outcome = null, reason = null
    where run_id = ${runId} and state in (${literals(workMoves.reopen.from)})`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

/**
 * Failed accounts of other runs whose effects were decided and never reached the CRM wait again in their run: nobody
 * else would ever ask the CRM for them. Returns how many.
 */
export async function reopenHalfDone(db: Db, but: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update daybook.work_item w
    set state = 'queued', model_failures = 0, crashes = 0, outcome = null, reason = null
    where w.run_id <> ${but} and w.state in (${literals(workMoves.reopen.from)})
      and exists (select from daybook.proposal p join daybook.effect e on e.proposal_id = p.id
                  where p.run_id = w.run_id and p.account_id = w.account_id and p.pass = w.pass
                    and e.state = 'pending')`.execute(db)
  return Number(numAffectedRows ?? 0n)
}
