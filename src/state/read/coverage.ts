import { sql } from 'kysely'
import * as z from 'zod'
import { plusDays } from '#base/clock.ts'
import type { SelectConfig } from '#records/config.ts'
import type { AccountId } from '#records/ids.ts'
import type { ExclusionReason, SelectionBasis } from '#records/selection.ts'
import type { Db } from '../db.ts'
import { exclusionCase, reasonOf } from './score-exclusion.ts'

const Row = z.object({
  segment: z.string(),
  reason: z.number().int(),
  accounts: z.number().int(),
  worked: z.number().int(),
  longest: z.number(),
})

/** Accounts of one segment that share the same reason for not being worked now; `reason` undefined: they may be. */
export interface Coverage {
  readonly segment: string
  readonly reason: ExclusionReason | undefined
  readonly accounts: number
  /** Of these, worked in the last seven days. */
  readonly worked: number
  /** Days the longest waiting of them has waited while eligible. */
  readonly longestWaitDays: number
}

export interface CoverageAsk extends Pick<SelectionBasis, 'free' | 'placeOf'> {
  readonly config: SelectConfig
  readonly now: Date
  readonly inFlight: readonly AccountId[]
}

/** How well the book is covered, by segment and reason, as the index knows it now. One pass over the current rows. */
export async function coverage(db: Db, ask: CoverageAsk): Promise<readonly Coverage[]> {
  const { config, now } = ask
  const outside = {
    inFlight: sql`i.account_id = any(${[...ask.inFlight]}::text[])`,
    ownerFull: sql`(${[...ask.free]}::int[])[coalesce(p.place, 0) + 1] <= 0`,
  }
  const { rows } = await sql`
    select segment, reason, count(*)::int as accounts, count(*) filter (where was_worked)::int as worked, max(waited) as longest
    from (
      select i.segment, ${exclusionCase(config, now, outside)} as reason,
        coalesce(i.last_worked_at > ${plusDays(now, -7)}::timestamptz, false) as was_worked,
        i.waited_days + greatest(0::float8, (${now.getTime() / 1000}::float8 - date_part('epoch', i.eligible_from)) / 86400) as waited
      from daybook.book_index i
      left join unnest(${Object.keys(ask.placeOf)}::text[], ${Object.values(ask.placeOf)}::int[]) as p(owner_id, place)
        on p.owner_id = i.owner_id
      where i.valid_to is null
    ) r
    group by 1, 2 order by 1, 2`.execute(db)
  return z
    .array(Row)
    .parse(rows)
    .map(({ longest, reason, ...row }) => ({ ...row, reason: reasonOf(reason), longestWaitDays: longest }))
}
