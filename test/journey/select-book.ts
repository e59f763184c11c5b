import { sql } from 'kysely'
import { plusDays } from '#base/clock.ts'
import type { Random } from '#base/random.ts'
import { between, oneOf, seeded } from '#base/random.ts'
import { AccountId, OwnerId } from '#records/ids.ts'
import type { Owner } from '#records/owner.ts'
import type { Db } from '#state/db.ts'

/** Active owners `own-0` … */
export const ownersNamed = (count: number): readonly Owner[] =>
  Array.from({ length: count }, (_, n) => ({
    id: OwnerId.parse(`own-${n}`),
    name: `Owner ${n}`,
    email: `own-${n}@example.com`,
    active: true,
    delegateId: null,
  }))

/** What fills an index without any CRM: `owner` and `wait` say how accounts are spread. */
export interface IndexShape {
  readonly accounts: number
  readonly seed: number
  readonly now: Date
  readonly segments: readonly string[]
  readonly owner: (random: Random, n: number) => string | null
  readonly wait: (random: Random) => number
}

/** Current rows at mark 1, straight into the table. */
export async function fillIndex(db: Db, shape: IndexShape): Promise<void> {
  const { now } = shape
  const random = seeded(shape.seed)
  const ago = (share: number, days: number): string | null =>
    random() < share ? plusDays(now, -random() * days).toISOString() : null
  const rows = Array.from({ length: shape.accounts }, (_, n) => ({
    account_id: `acc-${n}`,
    segment: oneOf(random, shape.segments),
    owner_id: shape.owner(random, n),
    stage: oneOf(random, ['new', 'working', 'open-deal', 'customer', 'lapsed', 'closed']),
    size_band: oneOf(random, ['1-10', '51-200', 'unknown']),
    arrived_at: plusDays(now, -random() * 400).toISOString(),
    changed_at: plusDays(now, -random() * 60).toISOString(),
    waited_days: shape.wait(random),
    unanswered_count: random() < 0.1 ? between(random, 1, 4) : 0,
    suppressed: random() < 0.02,
    in_review: random() < 0.03,
    hiring: random() < 0.2,
    last_human_touch_at: ago(0.5, 100),
    last_agent_touch_at: ago(0.3, 60),
    flags: random() < 0.05 ? ['hot-lead'] : [],
  }))
  await sql`
    insert into daybook.book_index (valid_from, account_id, name, segment, owner_id, stage, size_band, arrived_at, changed_at,
      eligible_from, waited_days, unanswered_count, unanswered_since, inbound_count30, contact_count, suppressed, in_review,
      hiring, last_human_touch_at, last_agent_touch_at, flags)
    select 1, account_id, account_id, segment, owner_id, stage, size_band, arrived_at, changed_at, ${now}::timestamptz,
      waited_days, unanswered_count, case when unanswered_count > 0 then arrived_at end, 0, 1, suppressed, in_review, hiring,
      last_human_touch_at, last_agent_touch_at, flags
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(account_id text, segment text, owner_id text, stage text,
      size_band text, arrived_at timestamptz, changed_at timestamptz, waited_days float8, unanswered_count int,
      suppressed boolean, in_review boolean, hiring boolean, last_human_touch_at timestamptz,
      last_agent_touch_at timestamptz, flags text[])`.execute(db)
  await sql`update daybook.index_mark set mark = 1`.execute(db)
}

export const emptyBook = (ownerDb: Db): Promise<unknown> =>
  sql`truncate daybook.book_index, daybook.feed_account, daybook.feed_contact, daybook.feed_deal, daybook.feed_activity,
    daybook.feed_touched, daybook.account_state, daybook.account_flag, daybook.queue_item, daybook.outreach_order,
    daybook.run cascade`.execute(ownerDb)

/** An account in the feed, as a scan would leave it. */
export async function putAccount(
  db: Db,
  account: { readonly id: string; readonly owner?: string; readonly at: Date; readonly employees?: number },
): Promise<AccountId> {
  await sql`
    insert into daybook.feed_account (id, name, owner_id, employees, hiring, created_at, updated_at)
    values (${account.id}, ${account.id}, ${account.owner ?? null}, ${account.employees ?? null}, false,
      ${account.at}::timestamptz, ${account.at}::timestamptz)`.execute(db)
  return AccountId.parse(account.id)
}

/** A message by a person of ours at a moment. */
export const putHumanMail = (db: Db, accountId: AccountId, at: Date): Promise<unknown> =>
  sql`insert into daybook.feed_activity (id, account_id, at, type, direction, author)
    values (${`act-${accountId}-${at.getTime()}`}, ${accountId}, ${at}::timestamptz, 'email', 'outbound', 'person')`.execute(
    db,
  )

/** A message by an outsider. */
export const putInbound = (db: Db, accountId: AccountId, at: Date): Promise<unknown> =>
  sql`insert into daybook.feed_activity (id, account_id, at, type, direction, author)
    values (${`in-${accountId}-${at.getTime()}`}, ${accountId}, ${at}::timestamptz, 'email', 'inbound', 'outsider')`.execute(
    db,
  )

/** A run with one account worked in it, a model turn included. */
export async function putWorked(
  db: Db,
  work: { readonly runId: string; readonly accountIds: readonly AccountId[]; readonly at: Date },
): Promise<void> {
  await sql`
    insert into daybook.run (id, key, cause, set_limit, status, started_at, mark, model, config_hash, ruleset, scored,
      excluded, feasibility, config)
    values (${work.runId}, ${work.runId}, '{}', 1, 'done', ${work.at}::timestamptz, 1, 'offline', '', '', 0, '{}', '{}', '{}')
    on conflict do nothing`.execute(db)
  await sql`
    insert into daybook.work_item (id, run_id, account_id, rank, state, outcome, settled_at)
    select ${work.runId} || a, ${work.runId}, a, 1, 'done', 'committed', ${work.at}::timestamptz
    from unnest(${[...work.accountIds]}::text[]) a`.execute(db)
  await sql`
    insert into daybook.journal (run_id, account_id, pass, attempt, kind, name, hash, latency_ms, at)
    select ${work.runId}, a, 1, 1, 'model', 'offline', '', 1, ${work.at}::timestamptz
    from unnest(${[...work.accountIds]}::text[]) a`.execute(db)
}

/** An open item in the review queue. */
export const putItem = (
  db: Db,
  item: { readonly accountId: AccountId; readonly runId: string; readonly owner?: string; readonly at: Date },
): Promise<unknown> =>
  sql`insert into daybook.queue_item (id, key, account_id, account_name, run_id, held, owner_id, state, created_at, expires_at)
    values (${`item-${item.accountId}-${item.runId}`}, ${`${item.accountId}-${item.runId}`}, ${item.accountId}, '', ${item.runId},
      '[]', ${item.owner ?? null}, 'open', ${item.at}::timestamptz, ${item.at}::timestamptz)`.execute(db)

export const decideItem = (db: Db, accountId: AccountId): Promise<unknown> =>
  sql`update daybook.queue_item set state = 'rejected' where account_id = ${accountId}`.execute(db)

/** The running wait of an account at a moment, as the index has it. */
export async function waitOf(db: Db, accountId: AccountId, now: Date): Promise<number> {
  const { rows } = await sql<{ waited: number }>`
    select waited_days + greatest(0, date_part('epoch', ${now}::timestamptz) - date_part('epoch', eligible_from)) / 86400 as waited
    from daybook.book_index where account_id = ${accountId} and valid_to is null`.execute(db)
  return rows[0]?.waited ?? Number.NaN
}

/** How many versions an account has. */
export async function versionsOf(db: Db, accountId: AccountId): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from daybook.book_index where account_id = ${accountId}`.execute(db)
  return rows[0]?.n ?? 0
}
