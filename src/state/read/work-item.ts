import { sql } from 'kysely'
import * as z from 'zod'
import { AccountId } from '#records/ids.ts'
import type { RunId } from '#records/ids.ts'
import { Outcome } from '#records/run.ts'
import type { Db } from '../db.ts'

const Counts = z.object({
  selected: z.number(),
  committed: z.number(),
  held: z.number(),
  failed: z.number(),
  none: z.number(),
  open: z.number(),
})
export type RunCounts = z.infer<typeof Counts>

/** The run's accounts by outcome; `open` ones have none yet. */
export async function runCounts(db: Db, runId: RunId): Promise<RunCounts> {
  const { rows } = await sql`
    select count(*)::int as selected,
           count(*) filter (where outcome = 'committed')::int as committed,
           count(*) filter (where outcome = 'held')::int as held,
           count(*) filter (where outcome = 'failed')::int as failed,
           count(*) filter (where outcome = 'none')::int as none,
           count(*) filter (where outcome is null)::int as open
    from daybook.work_item where run_id = ${runId}`.execute(db)
  return (
    z.array(Counts).length(1).parse(rows)[0] ?? {
      selected: 0,
      committed: 0,
      held: 0,
      failed: 0,
      none: 0,
      open: 0,
    }
  )
}

const OpenRow = z.object({ id: z.string(), rank: z.number() })

/** More than any run has places. */
const behind = 1_000_000

/**
 * The run's items that still wait: the ones that need a ticket. Best rank first, and accounts that were worked before
 * behind all others: what fails at once again must not pause a continued run for ever.
 */
export async function queuedItems(db: Db, runId: RunId): Promise<readonly z.infer<typeof OpenRow>[]> {
  const { rows } = await sql`
    select id, rank + case when settled_at is null then 0 else ${behind}::int end as rank
    from daybook.work_item where run_id = ${runId} and state = 'queued' order by 2`.execute(db)
  return z.array(OpenRow).parse(rows)
}

const ResultRow = z.object({
  account_id: AccountId,
  name: z.string(),
  segment: z.string(),
  rank: z.number(),
  seat: z.string(),
  score: z.number(),
  outcome: Outcome.nullable(),
  reason: z.string().nullable(),
  held_by: z.array(z.string()),
})
export type ResultRow = z.infer<typeof ResultRow>

/** Every account of the run with what came of it, in rank order. */
export async function runResults(db: Db, runId: RunId): Promise<readonly ResultRow[]> {
  const { rows } = await sql`
    select w.account_id, s.name, s.segment, s.rank, s.seat, s.score, w.outcome, w.reason, w.held_by
    from daybook.work_item w join daybook.run_selection s using (run_id, account_id)
    where w.run_id = ${runId} order by s.rank`.execute(db)
  return z.array(ResultRow).parse(rows)
}
