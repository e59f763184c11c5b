import { sql } from 'kysely'
import type { AccountId, RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** Enters an undo, or goes on with the one of the same scope: who began it stays. */
export async function beginUndo(
  db: Db,
  undo: {
    readonly id: string
    readonly runId: RunId
    readonly accountId: AccountId | undefined
    readonly by: string
    readonly now: Date
  },
): Promise<void> {
  await sql`
    insert into daybook.undo (id, run_id, account_id, by, started_at)
    values (${undo.id}, ${undo.runId}, ${undo.accountId ?? null}, ${undo.by}, ${undo.now}::timestamptz)
    on conflict (id) do nothing`.execute(db)
}

/** The undo went through every account; the first time counts. */
export async function endUndo(db: Db, id: string, now: Date): Promise<void> {
  await sql`update daybook.undo set ended_at = ${now}::timestamptz where id = ${id} and ended_at is null`.execute(
    db,
  )
}
