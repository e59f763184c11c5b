import { sql } from 'kysely'
import type { RunId } from '#records/ids.ts'
import type { RunStatus } from '#records/run.ts'
import type { Db } from '../db.ts'

/** Sets where a run stands; `pausedFor` names the cause of a pause, `model` the one that goes on. Idempotent. */
export async function setRunStatus(
  db: Db,
  id: RunId,
  to: {
    readonly status: RunStatus
    readonly pausedFor?: string
    readonly model?: string
    readonly now: Date
  },
): Promise<void> {
  await sql`
    update daybook.run
    set status = ${to.status}, paused_for = ${to.pausedFor ?? null}, model = coalesce(${to.model ?? null}, model),
        ended_at = case when ${to.status} = 'running' then null else ${to.now}::timestamptz end
    where id = ${id}`.execute(db)
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
    where run_id = ${id} and state in ('done', 'human', 'queued')`.execute(trx)
}
