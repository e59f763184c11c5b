import { sql } from 'kysely'
import * as z from 'zod'
import type { SelectConfig } from '#records/config.ts'
import type { AccountId, RunId } from '#records/ids.ts'
import type { ExclusionReason } from '#records/selection.ts'
import type { Db } from '../db.ts'
import { ownState } from './index-own-state.ts'
import { accountSuppressed } from './index-suppressed.ts'
import { exclusionCase, reasonOf } from './score-exclusion.ts'

/**
 * Why the account may not be worked now, undefined if it may: asked when a run claims it, since it was chosen a while
 * ago. Own tables are read fresh; the CRM's part is the index's (the gate reads the CRM itself). What the given run
 * did does not count, so that a retry or --again is not stopped by its own effects; places per owner were
 * settled when the set was composed.
 */
export async function exclusionNow(
  db: Db,
  ask: {
    readonly accountId: AccountId
    /** The run that asks: what it did itself does not count. Absent: everything counts. */
    readonly runId?: RunId
    readonly now: Date
    readonly select: SelectConfig
    readonly onlyMeetings?: boolean
  },
): Promise<ExclusionReason | undefined> {
  const inFlight = sql`exists (
    select from daybook.work_item t
    where t.account_id = i.account_id and t.state = 'running' and t.run_id is distinct from ${ask.runId ?? null}::text)`
  const { rows } = await sql`
    with asked as (select ${ask.accountId}::text as account_id)
    select ${exclusionCase(ask.select, ask.now, { inFlight, ownerFull: sql`false`, onlyMeetings: ask.onlyMeetings })} as reason
    from (
      select b.account_id, b.last_human_touch_at, b.next_meeting_at, own.in_review, own.snoozed_until, own.next_touch,
        own.last_agent_touch_at,
        b.suppressed or ${accountSuppressed('b.account_id', 'b.domain')} as suppressed
      from asked join daybook.book_index b using (account_id) cross join ${ownState(ask.now, ask.runId)}
      where b.valid_to is null
    ) i`.execute(db)
  const [row] = z.array(z.object({ reason: z.number() })).parse(rows)
  return row === undefined ? undefined : reasonOf(row.reason)
}
