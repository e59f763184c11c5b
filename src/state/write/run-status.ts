import { sql } from 'kysely'
import type { RunId } from '#records/ids.ts'
import type { RunStatus } from '#records/run.ts'
import { workMoves } from '#records/work-moves.ts'
import type { Db } from '../db.ts'
import { literals } from '../states.ts'

/**
 * Sets where a run stands; `pausedFor` names the cause of a pause, `model`, `settings` and `program` what goes on. Idempotent.
 */
export async function setRunStatus(
  db: Db,
  id: RunId,
  to: {
    readonly status: RunStatus
    readonly pausedFor?: string
    readonly model?: string
    readonly settings?: { readonly hash: string; readonly ruleset: string; readonly program: string }
    readonly now: Date
  },
): Promise<void> {
  await sql`
    update daybook.run
    set status = ${to.status}, paused_for = ${to.pausedFor ?? null}, model = coalesce(${to.model ?? null}, model),
        config_hash = coalesce(${to.settings?.hash ?? null}, config_hash),
        ruleset = coalesce(${to.settings?.ruleset ?? null}, ruleset),
        program = coalesce(${to.settings?.program ?? null}, program),
        ended_at = case when ${to.status} = 'running' then null else ${to.now}::timestamptz end
    where id = ${id}`.execute(db)
}

/**
 * Ends a run that is under way: as done when nothing of it is open, else as `otherwise` says. Over any number of
 * processes exactly one gets true, and it alone writes the report. False: somebody was faster, or accounts are open and
 * nothing else was asked.
 */
export async function endRunOnce(
  db: Db,
  id: RunId,
  {
    now,
    otherwise,
  }: {
    readonly now: Date
    readonly otherwise?: { readonly status: RunStatus; readonly pausedFor: string | null } | undefined
  },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    // First the lock, then the look: whoever adds accounts to the run changes its row, too, and is waited for.
    await sql`select from daybook.run where id = ${id} for no key update`.execute(trx)
    const { rows } = await sql`
      with open as (select exists (select from daybook.work_item where run_id = ${id} and outcome is null) as any)
      update daybook.run r
      set status = case when open.any then ${otherwise?.status ?? 'running'} else 'done' end,
          paused_for = case when open.any then ${otherwise?.pausedFor ?? null}::text end,
          ended_at = ${now}::timestamptz
      from open
      where r.id = ${id} and r.status = 'running' and (not open.any or ${otherwise !== undefined}::boolean)
      returning r.id`.execute(trx)
    return rows.length === 1
  })
}

/**
 * One more pass over the same accounts (`--again`). An account whose effects wait for the CRM's answer stays in its pass
 * to finish them: in a new one they would count as standing, and nobody would ever ask the CRM again.
 */
export async function startPass(trx: Db, id: RunId, pass: number): Promise<void> {
  await sql`update daybook.run set pass = ${pass}, status = 'running' where id = ${id}`.execute(trx)
  await sql`
    update daybook.work_item w
    set state = 'queued', model_failures = 0, crashes = 0, outcome = null, reason = null, held_by = '[]',
        settled_at = null,
        pass = case when exists (
          select from daybook.effect e join daybook.proposal p on p.id = e.proposal_id
          where p.run_id = w.run_id and p.account_id = w.account_id and p.pass = w.pass and e.state = 'pending'
        ) then w.pass else ${pass} end
    where run_id = ${id} and state in (${literals(workMoves.again.from)})`.execute(trx)
}
