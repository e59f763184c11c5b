import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import { noUsage, type Usage } from '#records/spend.ts'
import type { Db } from '../db.ts'

const count = z.coerce.number()
const sums = {
  modelCalls: count,
  inputTokens: count,
  outputTokens: count,
  cacheReadTokens: count,
  cacheWriteTokens: count,
  microUsd: count,
} satisfies Record<keyof Usage, typeof count>

const SegmentRow = z.object({ segment: z.string(), accounts: count, runs: count, ...sums })

/** What the accounts of one segment took in the newest runs, all together. */
export interface SegmentPast {
  readonly segment: string
  readonly accounts: number
  readonly usage: Usage
}

/**
 * `mail`: what reading new mail took in these runs, all together, a call per text. `rest`: what the newest of them took
 * beside that and its accounts' own work.
 */
export interface SpendPast {
  readonly runs: number
  readonly segments: readonly SegmentPast[]
  readonly mail: Usage
  readonly rest: Usage
}

const columns = sql`
  count(*) filter (where s.kind = 'model') as "modelCalls", coalesce(sum(s.input_tokens), 0) as "inputTokens",
  coalesce(sum(s.output_tokens), 0) as "outputTokens", coalesce(sum(s.cache_read_tokens), 0) as "cacheReadTokens",
  coalesce(sum(s.cache_write_tokens), 0) as "cacheWriteTokens", coalesce(sum(s.micro_usd), 0) as "microUsd"`

const newest = (models: readonly string[], runs: number) => sql`
  select r.id, r.started_at from daybook.run r
  where exists (select from daybook.spend s where s.run_id = r.id and s.tier <> 'classify'
                  and s.name = any(${[...models]}::text[]) and s.state in ('settled', 'lost'))
  order by r.started_at desc, r.id desc limit ${runs}`

const isOwnWork = (models: readonly string[]) => sql`
  s.state in ('settled', 'lost')
  and (s.kind = 'vendor' or s.tier <> 'classify' and s.name = any(${[...models]}::text[]))`

const isMailRead = sql`s.state in ('settled', 'lost') and s.kind = 'model' and s.tier = 'classify'`

/** What the calls of these runs that are like this took, all together. */
async function sumOf(
  db: Db,
  { models, runs, like }: { models: readonly string[]; runs: number; like: RawBuilder<unknown> },
): Promise<Usage> {
  const { rows } = await sql`
    select ${columns} from daybook.spend s
    where s.run_id in (select id from (${newest(models, runs)}) n) and ${like}`.execute(db)
  return z.array(z.object(sums)).length(1).parse(rows)[0] ?? noUsage
}

/**
 * What accounts took in the newest `runs` runs of these models, passes apart, lost calls at their bound. An account that
 * ended without any model call counts with nothing; one worked by other models does not count.
 */
export async function spendHistory(
  db: Db,
  {
    models,
    mailModel,
    runs,
  }: { readonly models: readonly string[]; readonly mailModel: string; readonly runs: number },
): Promise<SpendPast | undefined> {
  const segments = await sql`
    with newest as materialized (${newest(models, runs)})
    select p.segment, count(*) as accounts, (select count(*) from newest) as runs,
           sum(u."modelCalls" / u.passes) as "modelCalls", sum(u."inputTokens" / u.passes) as "inputTokens",
           sum(u."outputTokens" / u.passes) as "outputTokens", sum(u."cacheReadTokens" / u.passes) as "cacheReadTokens",
           sum(u."cacheWriteTokens" / u.passes) as "cacheWriteTokens", sum(u."microUsd" / u.passes) as "microUsd"
    from newest n join daybook.work_item w on w.run_id = n.id
    join daybook.run_selection p on p.run_id = w.run_id and p.account_id = w.account_id
    cross join lateral (
      select ${columns}, greatest(1, count(distinct s.pass) filter (where s.kind = 'model'))::numeric as passes
      from daybook.spend s
      where s.run_id = w.run_id and s.account_id = w.account_id and ${isOwnWork(models)}
    ) u
    where w.settled_at is not null
      and (u."modelCalls" > 0 or not exists (
        select from daybook.spend o
        where o.run_id = w.run_id and o.account_id = w.account_id and o.kind = 'model' and o.tier <> 'classify'))
    group by 1 order by 1`.execute(db)
  const rows = z.array(SegmentRow).parse(segments.rows)
  if (rows[0] === undefined) return undefined
  const isRest = sql`
    s.state in ('settled', 'lost') and not (${isMailRead}) and not (${isOwnWork(models)} and s.account_id is not null)`
  return {
    runs: rows[0].runs,
    segments: rows.map(({ segment, accounts, runs: _runs, ...usage }) => ({ segment, accounts, usage })),
    mail: await sumOf(db, { models, runs, like: sql`${isMailRead} and s.name = ${mailModel}::text` }),
    rest: await sumOf(db, { models, runs: 1, like: isRest }),
  }
}
