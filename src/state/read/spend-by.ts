import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '../db.ts'

/** What spending can be told apart by. */
export const spendKeys = ['run', 'tier', 'skill', 'segment', 'account', 'vendor', 'day', 'model'] as const
export type SpendKey = (typeof spendKeys)[number]

const keyOf: Readonly<Record<SpendKey, ReturnType<typeof sql>>> = {
  run: sql`s.run_id`,
  tier: sql`s.tier`,
  skill: sql`s.skill`,
  segment: sql`s.segment`,
  account: sql`s.account_id`,
  vendor: sql`case s.kind when 'vendor' then s.name end`,
  day: sql`s.day::text`,
  model: sql`case s.kind when 'model' then s.name end`,
}

const count = z.coerce.number()
const Row = z.object({
  key: z.string().nullable(),
  calls: count,
  inputTokens: count,
  outputTokens: count,
  cacheReadTokens: count,
  cacheWriteTokens: count,
  microUsd: count,
})
/** `key` null: spending that has none of the kind, such as a vendor's tier. Calls refused before any work are left out. */
export type SpendRow = z.infer<typeof Row>

/** Which spending. `since`: that day of the book's calendar and later. */
export interface SpendFilter {
  readonly since: string | undefined
  readonly runId: string | undefined
}

const inScope = ({ since, runId }: SpendFilter) => sql`
  (${since ?? null}::date is null or s.day >= ${since ?? null}::date)
  and (${runId ?? null}::text is null or s.run_id = ${runId ?? null})`

/** Spending by one key, the dearest first. A lost call counts at its bound, an open one not yet. */
export async function spendBy(db: Db, key: SpendKey, filter: SpendFilter): Promise<readonly SpendRow[]> {
  const { rows } = await sql`
    select ${keyOf[key]} as key, count(*) as calls, sum(s.input_tokens) as "inputTokens",
           sum(s.output_tokens) as "outputTokens", sum(s.cache_read_tokens) as "cacheReadTokens",
           sum(s.cache_write_tokens) as "cacheWriteTokens", sum(s.micro_usd) as "microUsd"
    from daybook.spend s where s.state in ('settled', 'lost') and ${inScope(filter)}
    group by 1 order by "microUsd" desc, calls desc, key`.execute(db)
  return z.array(Row).parse(rows)
}

const Rest = z.object({
  open: count,
  openMicroUsd: count,
  lost: count,
  lostMicroUsd: count,
  accepted: count,
})

/**
 * Calls that have no cost yet (open, at their bound) or whose cost nobody knows (lost, counted at it), and the accepted
 * proposals of the same runs: accounts of which at least one effect stands in the CRM or a draft became an order.
 */
export async function spendRest(db: Db, filter: SpendFilter): Promise<z.infer<typeof Rest>> {
  const { rows } = await sql`
    with scoped as materialized (select * from daybook.spend s where ${inScope(filter)})
    select count(*) filter (where state = 'reserved') as open,
           coalesce(sum(ceiling_micro_usd) filter (where state = 'reserved'), 0) as "openMicroUsd",
           count(*) filter (where state = 'lost') as lost,
           coalesce(sum(ceiling_micro_usd) filter (where state = 'lost'), 0) as "lostMicroUsd",
           (select count(*) from (
              select distinct p.run_id, p.account_id from daybook.work_item w
              join daybook.proposal p on p.run_id = w.run_id and p.account_id = w.account_id
              where w.outcome = 'committed'
                and exists (select from scoped c where c.run_id = w.run_id and c.account_id = w.account_id)
                and (exists (select from daybook.effect e where e.proposal_id = p.id and e.state = 'done')
                     or exists (select from daybook.outreach_order o where o.proposal_id = p.id))
            ) a) as accepted
    from scoped`.execute(db)
  return z.array(Rest).length(1).parse(rows)[0] ?? Rest.parse({})
}
