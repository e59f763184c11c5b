import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId, type RunId } from '#records/ids.ts'
import { UndoAsk } from '#records/undo-step.ts'
import { JsonValue } from '#records/fields.ts'
import type { Db } from '../db.ts'
import type { UndoScope } from './undo-accounts.ts'

const instant = z.date().transform((at) => at.toISOString())

const Left = z.object({
  accountId: AccountId,
  accountName: z.string(),
  kind: z.string(),
  asked: UndoAsk.nullable(),
  why: z.string(),
  found: JsonValue,
})
/** Something of a run that stays as it is, and why. */
export type LeftStep = z.infer<typeof Left>

/** What stays of the scope, account by account in the order of the run, a page in memory at a time at the door's choice. */
export async function leftSteps(db: Db, { runId, accountId }: UndoScope): Promise<readonly LeftStep[]> {
  const { rows } = await sql`
    select s.account_id as "accountId", coalesce(r.name, s.account_id) as "accountName", s.kind, s.asked,
           coalesce(s.why, '') as why, s.found
    from daybook.undo_step s
    left join daybook.run_selection r on r.run_id = s.run_id and r.account_id = s.account_id
    where s.run_id = ${runId} and s.state = 'left'
      and (${accountId ?? null}::text is null or s.account_id = ${accountId ?? null})
    order by r.rank, s.account_id, s.id`.execute(db)
  return z.array(Left).parse(rows)
}

const Row = z.object({
  id: z.string(),
  accountId: AccountId.nullable(),
  by: z.string(),
  startedAt: instant,
  endedAt: instant.nullable(),
  done: z.number(),
  left: z.number(),
})
/** One undo of a run: who, when, and how much came back. `endedAt` null: it was not through. */
export type UndoRecord = z.infer<typeof Row>

/** The undos of a run, oldest first. */
export async function undosOfRun(db: Db, runId: RunId): Promise<readonly UndoRecord[]> {
  const { rows } = await sql`
    select u.id, u.account_id as "accountId", u.by, u.started_at as "startedAt", u.ended_at as "endedAt",
           count(s.id) filter (where s.state = 'done')::int as done,
           count(s.id) filter (where s.state = 'left')::int as left
    from daybook.undo u left join daybook.undo_step s on s.undo_id = u.id
    where u.run_id = ${runId}
    group by u.id order by u.started_at, u.id`.execute(db)
  return z.array(Row).parse(rows)
}
