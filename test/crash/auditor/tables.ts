// Our own tables, read by plain SQL as their owner. Nothing here is shared with what wrote them.
import * as z from 'zod'

/** Rows of a statement. */
export type Asked = (sql: string) => Promise<readonly unknown[]>

const Effect = z.object({
  id: z.string(),
  run: z.string(),
  account: z.string(),
  proposal: z.string(),
  kind: z.string(),
  action: z.record(z.string(), z.unknown()),
  state: z.string(),
  result: z.string().nullable(),
  ref: z.object({ object: z.string(), id: z.string() }).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})
export type EffectRow = z.infer<typeof Effect>

const Item = z.object({
  id: z.string(),
  run: z.string(),
  account: z.string(),
  state: z.string(),
  outcome: z.string().nullable(),
})
const Order = z.object({
  id: z.string(),
  account: z.string(),
  contact: z.string(),
  run: z.string(),
  state: z.string(),
})
const Spent = z.object({ account: z.string().nullable(), microUsd: z.coerce.number() })
const ClaimSeen = z.object({
  seq: z.coerce.number(),
  item: z.string(),
  run: z.string(),
  account: z.string(),
  epoch: z.number(),
  was: z.string(),
  state: z.string(),
  app: z.string(),
  at: z.coerce.number(),
})
export type ClaimSeen = z.infer<typeof ClaimSeen>
const Wrote = z.object({
  seq: z.coerce.number(),
  id: z.string(),
  run: z.string(),
  account: z.string(),
  app: z.string(),
})
const Restored = z.object({
  id: z.string(),
  state: z.string(),
  asked: z.record(z.string(), z.unknown()).nullable(),
})
const Chained = z.object({
  seq: z.coerce.number(),
  at: z.string(),
  actor: z.string(),
  kind: z.string(),
  accountId: z.string().nullable(),
  runId: z.string().nullable(),
  body: z.record(z.string(), z.unknown()),
  previous: z.string(),
  hash: z.string(),
})
export type Chained = z.infer<typeof Chained>

const Run = z.object({ id: z.string(), status: z.string() })
const Unworked = z.object({ run: z.string(), account: z.string() })
const Pass = z.object({ run: z.string(), account: z.string(), pass: z.number(), n: z.coerce.number() })
const Decided = z.object({ item: z.string(), version: z.number() })
const Failure = z.object({ account: z.string(), run: z.string() })

const statements = {
  runs: [Run, 'select id, status from daybook.run'],
  items: [Item, 'select id, run_id as run, account_id as account, state, outcome from daybook.work_item'],
  unworked: [
    Unworked,
    `select s.run_id as run, s.account_id as account from daybook.run_selection s
     left join daybook.work_item w using (run_id, account_id) where w.id is null`,
  ],
  failures: [
    Failure,
    'select account_id as account, run_id as run from daybook.queue_item where failure is not null',
  ],
  passes: [
    Pass,
    `select run_id as run, account_id as account, pass, count(*) as n from daybook.proposal
     where pass > 0 group by 1, 2, 3`,
  ],
  effects: [
    Effect,
    `select id, run_id as run, account_id as account, proposal_id as proposal, kind, action, state, result, ref, after
     from daybook.effect`,
  ],
  orders: [
    Order,
    'select id, account_id as account, contact_id as contact, run_id as run, state from daybook.outreach_order',
  ],
  decisions: [Decided, 'select item_id as item, version from daybook.decision'],
  undone: [Restored, 'select id, state, asked from daybook.undo_step'],
  spent: [
    Spent,
    `select account_id as account, sum(case state when 'reserved' then ceiling_micro_usd else micro_usd end) as "microUsd"
     from daybook.spend group by 1`,
  ],
  claims: [
    ClaimSeen,
    `select seq, item, run, account, epoch, was, state, app, extract(epoch from at) * 1000 as at
     from public.claim_seen order by seq`,
  ],
  wrote: [Wrote, 'select seq, id, run, account, app from public.wrote_seen order by seq'],
  chain: [
    Chained,
    `select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, actor, kind,
            account_id as "accountId", run_id as "runId", body, previous, hash
     from daybook.audit order by seq`,
  ],
} as const

type Name = keyof typeof statements
export type Tables = { readonly [K in Name]: readonly z.infer<(typeof statements)[K][0]>[] }

/** One after the other: it may be one connection that is asked, in a transaction of its own. */
export async function tables(ask: Asked): Promise<Tables> {
  const read: Record<string, readonly unknown[]> = {}
  for (const [name, [row, sql]] of Object.entries(statements))
    read[name] = (await ask(sql)).map((one) => row.parse(one))
  return read as unknown as Tables
}

// What must be the same after a crash as without one: no moments, no numbers of attempts.
const compared = [
  `select 'item ' || run_id || ' ' || account_id || ' ' || coalesce(outcome, '') || ' ' || coalesce(reason, '') as line from daybook.work_item`,
  `select 'order ' || account_id || ' ' || contact_id || ' ' || purpose || ' ' || subject || ' ' || sentences::text || ' ' || state as line from daybook.outreach_order`,
  `select 'queue ' || key || ' ' || state || ' ' || version || ' ' || held::text || ' ' || coalesce(failure, '') as line from daybook.queue_item`,
  `select 'effect ' || id || ' ' || state || ' ' || coalesce(result, '') || ' ' || case when kind in ('set-field', 'move-stage') then coalesce(after::text, '') else '' end as line from daybook.effect`,
  `select 'decision ' || item_id || ' ' || version || ' ' || kind as line from daybook.decision`,
  `select 'undo ' || run_id || ' ' || account_id || ' ' || kind || ' ' || intent || ' ' || state as line from daybook.undo_step`,
  `select 'reserved ' || scope || ' ' || value || ' ' || order_key as line from daybook.reservation`,
  `select 'suppressed ' || count(*) as line from daybook.suppression`,
]

/** Our own rows in one spelling, sorted. */
export async function ownLines(ask: Asked): Promise<readonly string[]> {
  const all = await Promise.all(compared.map(ask))
  return all
    .flatMap((rows) =>
      z
        .array(z.object({ line: z.string() }))
        .parse(rows)
        .map(({ line }) => line),
    )
    .toSorted()
}

/** Mails that were read in the calm book and wait in this one for the claim of a dead reader to run out: read late, not lost. */
export async function lateMails(ask: Asked, calm: Asked): Promise<number> {
  const ids = async (of: Asked): Promise<readonly string[]> =>
    z
      .array(z.object({ id: z.string() }))
      .parse(await of('select activity_id as id from daybook.inbound_mail'))
      .map(({ id }) => id)
  const read = new Set(await ids(ask))
  return (await ids(calm)).filter((id) => !read.has(id)).length
}

/** Texts that a reader has claimed and not answered. */
export async function claimedTexts(ask: Asked): Promise<number> {
  const rows = await ask(`select hash from daybook.inbound_reading where state = 'claimed'`)
  return rows.length
}
