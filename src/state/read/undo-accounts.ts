import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import { AccountId, ProposalId, type RunId } from '#records/ids.ts'
import type { Db } from '../db.ts'

/** A run, or one account of it. */
export interface UndoScope {
  readonly runId: RunId
  readonly accountId: AccountId | undefined
}

const page = 100

// By account, never over a whole table: an undo costs what the run did, however big the book and its past are.
const concerned = ({ runId, accountId }: UndoScope): RawBuilder<unknown> => sql`
  from daybook.work_item w
  where w.run_id = ${runId} and (${accountId ?? null}::text is null or w.account_id = ${accountId ?? null})
    and (exists (select from daybook.effect e
                 where e.account_id = w.account_id and e.run_id = w.run_id and e.undone_at is null
                   and (e.state = 'pending' or (e.state = 'done' and e.result in ('created', 'updated'))))
      or exists (select from daybook.queue_item q
                 where q.account_id = w.account_id and q.run_id = w.run_id and q.state in ('open', 'snoozed'))
      or exists (select from daybook.account_state s where s.account_id = w.account_id and s.run_id = w.run_id))`

/** Whether the account has a place in the run. */
export async function isInRun(db: Db, runId: RunId, accountId: AccountId): Promise<boolean> {
  const { rows } = await sql`
    select 1 from daybook.work_item where run_id = ${runId} and account_id = ${accountId}`.execute(db)
  return rows.length > 0
}

/** How many accounts of the scope hold something that is not taken back. */
export async function countUndoable(db: Db, scope: UndoScope): Promise<number> {
  const { rows } = await sql`select count(*)::int as n ${concerned(scope)}`.execute(db)
  return z.array(z.object({ n: z.number() })).parse(rows)[0]?.n ?? 0
}

/** Those accounts by id, a page in memory at a time. */
export async function* undoableAccounts(db: Db, scope: UndoScope): AsyncGenerator<AccountId> {
  let after = ''
  for (;;) {
    const { rows } = await sql`
      select w.account_id as id ${concerned(scope)} and w.account_id > ${after}
      order by w.account_id limit ${page}`.execute(db)
    const found = z.array(z.object({ id: AccountId })).parse(rows)
    for (const { id } of found) yield id
    const last = found.at(-1)
    if (last === undefined || found.length < page) return
    after = last.id
  }
}

/** Proposals of the account whose effects still wait for the CRM's answer: a process died in between. */
export async function unfinishedProposals(
  db: Db,
  { runId, accountId }: { readonly runId: RunId; readonly accountId: AccountId },
): Promise<readonly ProposalId[]> {
  const { rows } = await sql`
    select distinct proposal_id as id from daybook.effect
    where run_id = ${runId} and account_id = ${accountId} and state = 'pending' order by id`.execute(db)
  return z
    .array(z.object({ id: ProposalId }))
    .parse(rows)
    .map(({ id }) => id)
}
