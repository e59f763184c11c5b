import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import type { SelectConfig } from '#records/config.ts'
import { AccountId, OwnerId } from '#records/ids.ts'
import { MailKind } from '#records/inbound-reading.ts'
import { ScorePart, type ExclusionReason } from '#records/selection.ts'
import { Instant, LocalDate } from '#records/time.ts'
import type { Db } from '../db.ts'
import { exclusionCase, reasonOf } from './score-exclusion.ts'
import { headSize, listParts, listUnion, type ListAsk } from './score-list.ts'
import { scoreParts, scoreSum } from './score-parts.ts'

/** All that decides about a scoring besides the rows valid at `mark`. */
export interface ScoreAsk {
  readonly config: SelectConfig
  readonly now: Date
  readonly mark: number
  /** Size of the set, and how many of it are kept for the longest waiting. */
  readonly limit: number
  readonly reserve: number
  /** Segments whose floor this run may have to serve, with its nominal size. */
  readonly floors: readonly { readonly segment: string; readonly floor: number }[]
  /** Which place an owner's accounts take, and the free seats of each place; place 0 is for everybody else. */
  readonly placeOf: ReadonlyMap<OwnerId, number>
  readonly free: readonly number[]
  readonly inFlight: readonly AccountId[]
  readonly exclude: readonly AccountId[]
  /** Only accounts with a meeting ahead (meeting-prep). */
  readonly onlyMeetings?: boolean | undefined
}

const instant = z
  .string()
  .transform((at) => new Date(at).toISOString())
  .pipe(Instant)

/** One account the set may take, with everything its reasons speak of. */
const Candidate = z.object({
  accountId: AccountId,
  name: z.string(),
  segment: z.string(),
  ownerId: OwnerId.nullable(),
  place: z.number().int(),
  score: z.number(),
  /** Runs within which it must be worked: 1 now, 0 or less: its time has run out. */
  due: z.number().int(),
  waitedDays: z.number(),
  parts: z.record(ScorePart, z.number()),
  stage: z.string(),
  arrivedAt: instant,
  unansweredCount: z.number().int(),
  unansweredSince: instant.nullable(),
  mailKind: MailKind.nullable(),
  mailAt: instant.nullable(),
  newestContactAt: instant.nullable(),
  openDealStage: z.string().nullable(),
  contractEnd: LocalDate.nullable(),
  hiring: z.boolean(),
  flags: z.array(z.string()),
  nextTouch: LocalDate.nullable(),
})
export type Candidate = z.infer<typeof Candidate>

const Answer = z.object({
  counted: z.array(z.object({ segment: z.string(), reason: z.number().int(), accounts: z.number().int() })),
  due: z.array(z.object({ due: z.number().int(), accounts: z.number().int() })),
  dueNow: z.array(z.object({ place: z.number().int(), accounts: z.number().int() })),
  /** By how many runs the latest account missed its last, rounded up; at most 0: none did. */
  mostLate: z.number().int(),
  candidates: z.array(Candidate),
})

export interface Scoring extends Omit<z.infer<typeof Answer>, 'counted'> {
  readonly counted: readonly {
    readonly segment: string
    readonly reason: ExclusionReason | undefined
    readonly accounts: number
  }[]
}

/**
 * Scores the whole book at a mark in one statement: counts by segment and reason, how many accounts are due within how
 * many runs, and the candidates. Same mark and ask, same answer. Changes nothing.
 *
 * Why the candidates are enough for pick (flow/1-select) to be exact, though it sees no other account. Pick walks three
 * orders, first the floors F (by score, inside a segment), then the reserve R (by deadline), then the rest (by score), N in
 * all, and passes over an account that is chosen already or whose owner's places are used up. Of one owner with p places
 * no walk can take more than the first p of its order: each of these is taken or chosen already, and after p the owner is
 * full. So a list per order may be cut to the first p of each owner. Of that cut list a walk passes over at most one
 * entry per account chosen before: either that account itself, or the last one its place was taken from. So the
 * walk ends within (what it takes + what was chosen before) entries: N for the score, R + F for the reserve, and the
 * sum of all floors for each segment. Further candidates do no harm: they are passed over for the same reasons.
 */
export async function scoreBook(db: Db, ask: ScoreAsk): Promise<Scoring> {
  if (!db.isTransaction) return db.transaction().execute((trx) => scoreBook(trx, ask))
  // The narrow copy of the book (about 100 bytes an account) stays in memory; compiling a one-off statement does not pay.
  await sql`select set_config('work_mem', '256MB', true), set_config('jit', 'off', true),
    set_config('max_parallel_workers_per_gather', '0', true)`.execute(db)
  const { rows } = await scoreStatement(ask).execute(db)
  const { counted, ...rest } = Answer.parse(rows[0])
  return { ...rest, counted: counted.map((row) => ({ ...row, reason: reasonOf(row.reason) })) }
}

const sumOf = (floors: ScoreAsk['floors']): number => floors.reduce((sum, { floor }) => sum + floor, 0)

/** One pass per list is cheaper than cutting heads, up to about this many floors. */
const usesHeads = (floors: ScoreAsk['floors']): boolean => floors.length > 2

function listsOf(ask: ScoreAsk): readonly ListAsk[] {
  const floors = sumOf(ask.floors)
  const byScore = sql`score desc, account_id`
  const from = usesHeads(ask.floors) ? 'heads' : 's'
  const lists: readonly ListAsk[] = [
    { name: 'best', from, where: sql`true`, order: byScore, keep: ask.limit },
    {
      name: 'longest',
      from: 's',
      where: sql`true`,
      order: sql`due, score desc, account_id`,
      keep: ask.reserve + floors,
    },
    ...ask.floors.map(({ segment }, n): ListAsk => ({
      name: `floor${n}`,
      from,
      where: sql`segment = ${segment}::text`,
      order: byScore,
      keep: floors,
    })),
  ]
  return lists.filter(({ keep }) => keep > 0)
}

/** The running wait of alias `i`. */
const waitedDays = (now: Date): RawBuilder<number> =>
  sql`(i.waited_days + greatest(0::float8, (${now.getTime() / 1000}::float8 - date_part('epoch', i.eligible_from)) / 86400))`

/** The rows valid at the mark, scored: the one pass over the whole book. */
function scoredRows(ask: ScoreAsk, free: RawBuilder<unknown>): RawBuilder<unknown> {
  const { config, now, mark } = ask
  const inFlight =
    ask.inFlight.length === 0 ? sql`false` : sql`i.account_id = any(${[...ask.inFlight]}::text[])`
  const ownerFull = sql`(${free})[coalesce(p.place, 0) + 1] <= 0`
  const others = ask.exclude.length === 0 ? sql`true` : sql`i.account_id <> all(${[...ask.exclude]}::text[])`
  return sql`places as (
      select * from unnest(${[...ask.placeOf.keys()]}::text[], ${[...ask.placeOf.values()]}::int[]) as p(owner_id, place)
    ), s as materialized (
      select ${scoreSum(config, now)} as score,
        ceil((${config.maxWaitDays}::float8 - ${waitedDays(now)}) / ${config.daysBetweenRuns}::float8)::int as due,
        coalesce(p.place, 0)::int2 as place,
        (${exclusionCase(config, now, { inFlight, ownerFull, onlyMeetings: ask.onlyMeetings })})::int2 as reason,
        i.account_id, i.segment
      from daybook.book_index i left join places p on p.owner_id = i.owner_id
      where i.valid_from <= ${mark}::bigint and (i.valid_to is null or i.valid_to > ${mark}::bigint) and ${others}
    )`
}

/**
 * `tally` counts the book; `heads` holds the head of every segment's order by score, cut at a level of the score that the
 * counts give: so any number of segments costs one pass and no sort.
 */
function headParts({ config, limit, floors }: ScoreAsk): RawBuilder<unknown> {
  if (!usesHeads(floors))
    return sql`tally as materialized (select segment, reason, place, count(*)::int as accounts from s group by 1, 2, 3)`
  const points = Object.values(config.weights).reduce((sum, weight) => sum + weight, 0)
  const level = sql`floor(score * ${40 / Math.max(1, points)}::float8)`
  return sql`tally as materialized (
      select segment, reason, place, case when reason = 0 then ${level} end as level, count(*)::int as accounts
      from s group by 1, 2, 3, 4
    ), cuts as materialized (
      select segment, coalesce(max(level) filter (where above >= ${headSize(Math.max(limit, sumOf(floors)))}::int), '-infinity') as level from (
        select segment, level, sum(sum(accounts)) over (partition by segment order by level desc) as above
        from tally where reason = 0 group by segment, level
      ) falling group by segment
    ), heads as materialized (
      select s.* from s join cuts using (segment) where s.reason = 0 and ${level} >= cuts.level
    )`
}

/** The statement itself, for the measurement; everybody else calls scoreBook. */
export function scoreStatement(ask: ScoreAsk): RawBuilder<unknown> {
  const free = sql`${[...ask.free]}::int[]`
  const lists = listsOf(ask)
  return sql`with ${scoredRows(ask, free)},
    ${headParts(ask)},
    -- Within how many runs; by owner only where it is now, since an owner without places is what fails then.
    waits as materialized (
      select due, case when due <= 1 then place end as place, count(*)::int as accounts
      from s where reason in (0, 8) group by 1, 2
    ),
    ${sql.join(lists.map((list) => listParts(list, free)))},
    chosen as materialized (${listUnion(lists)})
    select
      (select coalesce(json_agg(c), '[]') from (
        select segment, reason, sum(accounts)::int as accounts from tally group by 1, 2 order by 1, 2) c) as counted,
      (select coalesce(json_agg(d), '[]') from (
        select greatest(due, 0) as due, sum(accounts)::int as accounts from waits group by 1 order by 1) d) as due,
      (select coalesce(json_agg(d), '[]') from (
        select place, sum(accounts)::int as accounts from waits where due <= 1 group by 1 order by 1) d) as "dueNow",
      (select coalesce(1 - min(due), 0) from waits) as "mostLate",
      (select coalesce(json_agg(${candidateJson(ask)} order by c.account_id), '[]')
       from chosen c join daybook.book_index i on i.account_id = c.account_id
         and i.valid_from <= ${ask.mark}::bigint and (i.valid_to is null or i.valid_to > ${ask.mark}::bigint)) as candidates`
}

function candidateJson({ config, now }: ScoreAsk): RawBuilder<unknown> {
  const parts = Object.entries(scoreParts(config, now)).map(([part, points]) => sql`${part}::text, ${points}`)
  return sql`json_build_object('accountId', c.account_id, 'name', i.name, 'segment', c.segment, 'ownerId', i.owner_id,
    'place', c.place, 'score', c.score, 'due', c.due, 'waitedDays', ${waitedDays(now)}, 'stage', i.stage,
    'arrivedAt', i.arrived_at, 'unansweredCount', i.unanswered_count, 'unansweredSince', i.unanswered_since,
    'mailKind', i.mail_kind, 'mailAt', i.mail_at, 'newestContactAt', i.newest_contact_at, 'openDealStage', i.open_deal_stage, 'contractEnd', i.contract_end,
    'hiring', i.hiring, 'flags', i.flags, 'nextTouch', i.next_touch, 'parts', json_build_object(${sql.join(parts)}))`
}
