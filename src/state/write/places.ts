import { sql } from 'kysely'
import { idOf } from '#base/hash.ts'
import type { AccountId, RunId } from '#records/ids.ts'
import type { Chosen, SegmentShare } from '#records/selection.ts'
import type { Db } from '../db.ts'

/** The id of an account's place in a run: the same on every machine. */
export const workItemId = (runId: RunId, accountId: AccountId): string => idOf('work', runId, accountId)

/** The chosen accounts with their reasons, and a work item for each. An account that has a place keeps it. */
export async function insertPlaces(
  trx: Db,
  runId: RunId,
  { chosen, now }: { readonly chosen: readonly Chosen[]; readonly now: Date },
): Promise<void> {
  const rows = JSON.stringify(chosen.map((one) => ({ ...one, itemId: workItemId(runId, one.accountId) })))
  await sql`
    with places as (
      select * from jsonb_to_recordset(${rows}::jsonb) as p("accountId" text, name text, segment text, "ownerId" text,
        rank int, seat text, score double precision, parts jsonb, "waitedDays" double precision, reasons jsonb, "itemId" text)
    ), selected as (
      insert into daybook.run_selection (run_id, account_id, rank, seat, segment, owner_id, name, score, parts,
                                         waited_days, reasons, selected_at)
      select ${runId}, "accountId", rank, seat, segment, "ownerId", name, score, parts, "waitedDays", reasons,
             ${now}::timestamptz
      from places
      on conflict (run_id, account_id) do nothing
    )
    insert into daybook.work_item (id, run_id, account_id, rank, state)
    select "itemId", ${runId}, "accountId", rank, 'queued' from places
    on conflict (run_id, account_id) do nothing`.execute(trx)
}

/** How each segment fared in this run; the next run's floors are computed from it. */
export async function insertSegmentShares(
  trx: Db,
  runId: RunId,
  shares: readonly SegmentShare[],
): Promise<void> {
  await sql`
    insert into daybook.run_segment (run_id, segment, accounts, eligible, floor, chosen, dark)
    select ${runId}, segment, accounts, eligible, floor, chosen, dark
    from jsonb_to_recordset(${JSON.stringify(shares)}::jsonb)
      as s(segment text, accounts int, eligible int, floor int, chosen int, dark int)
    on conflict (run_id, segment) do update
    set eligible = excluded.eligible, chosen = run_segment.chosen + excluded.chosen, dark = excluded.dark`.execute(
    trx,
  )
}
