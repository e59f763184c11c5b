// What must hold after whatever happened, read from the tables, the built-in CRM's own tables and the vendors' own logs,
// with none of the product's queries. A breach is a sentence.
import { sql } from 'kysely'
import * as z from 'zod'
import type { Db } from '#state/db.ts'
import { daybook, lastJson } from '../setup/cli.ts'
import type { Passed } from '../fakes/fault-proxy.ts'

/** What became of the accounts that were chosen. */
const Ends = z.object({
  chosen: z.number(),
  terminal: z.number(),
  committed: z.number(),
  held: z.number(),
  failed: z.number(),
  none: z.number(),
  crashed: z.number(),
})
export type Ends = z.infer<typeof Ends>

export async function endsOf(db: Db): Promise<Ends> {
  const { rows } = await sql`
    select (select count(*) from daybook.run_selection)::int as chosen,
           (count(*) filter (where outcome is not null and state in ('done', 'human')))::int as terminal,
           (count(*) filter (where outcome = 'committed'))::int as committed,
           (count(*) filter (where outcome = 'held'))::int as held,
           (count(*) filter (where outcome = 'failed'))::int as failed,
           (count(*) filter (where outcome = 'none'))::int as none,
           (count(*) filter (where crashes > 0))::int as crashed
    from daybook.work_item`.execute(db)
  return z.array(Ends).length(1).parse(rows)[0] as Ends
}

/** Each query gives what must not be there. */
const mustBeEmpty: readonly (readonly [string, string])[] = [
  [
    'chosen and in no work item',
    `select s.account_id from daybook.run_selection s left join daybook.work_item w using (run_id, account_id)
     where w.id is null`,
  ],
  [
    'without an end',
    `select account_id from daybook.work_item where outcome is null or state in ('queued', 'running')`,
  ],
  [
    'proposed twice in one pass',
    `select account_id from daybook.proposal group by run_id, account_id, pass having count(*) > 1`,
  ],
  ['decided and never confirmed', `select id from daybook.effect where state in ('pending', 'unknown')`],
  [
    'confirmed and not in the CRM',
    `select e.id from daybook.effect e where e.state = 'done' and e.ref is not null and not exists (
       select from crm.activity a where a.id = e.ref ->> 'id' union all select from crm.contact c where c.id = e.ref ->> 'id'
       union all select from crm.deal d where d.id = e.ref ->> 'id' union all select from crm.account c where c.id = e.ref ->> 'id')`,
  ],
  [
    'in the CRM by an agent and never decided',
    `select a.id from crm.activity a where a.author = 'agent' and not exists (
       select from daybook.effect e where e.ref ->> 'id' = a.id)`,
  ],
  [
    'written twice into the CRM',
    `select min(id) from crm.activity where author = 'agent' and archived_at is null
     group by account_id, type, subject, body, due_on having count(*) > 1`,
  ],
  [
    'held or failed, and before nobody',
    `select w.account_id from daybook.work_item w where w.outcome in ('held', 'failed') and not exists (
       select from daybook.queue_item q where q.account_id = w.account_id)`,
  ],
  [
    'ordered twice',
    `select min(id) from daybook.outreach_order where state <> 'void' group by account_id, contact_id, purpose having count(*) > 1`,
  ],
  [
    'a budget that is not the sum of its calls',
    `select b.value from daybook.budget b join (
       select run_id, sum(micro_usd) as spent, coalesce(sum(ceiling_micro_usd) filter (where state = 'reserved'), 0) as reserved
       from daybook.spend group by run_id) s on b.scope = 'run' and b.value = s.run_id
     where b.spent_micro_usd <> s.spent or b.reserved_micro_usd <> s.reserved`,
  ],
]

/** Runs every query; those that find something are told with how much and one of them. */
async function found(db: Db): Promise<readonly string[]> {
  const breaches: string[] = []
  for (const [what, query] of mustBeEmpty) {
    const { rows } = await sql.raw(query).execute(db)
    if (rows.length > 0) breaches.push(`${rows.length} ${what}: ${JSON.stringify(rows[0])}`)
  }
  return breaches
}

/** What vendors answered and would charge, against what the ledger holds for them: never less. Micro-USD. */
export async function ledgerOf(
  db: Db,
  passed: readonly Passed[],
  microUsdPerAnswer: number,
): Promise<{ readonly ledger: number; readonly billed: number }> {
  const { rows } = await sql`
    select coalesce(sum(case when state = 'reserved' then ceiling_micro_usd else micro_usd end), 0)::bigint as ledger
    from daybook.spend where kind = 'vendor'`.execute(db)
  const answered = passed.filter(({ status, text }) => status === 200 && !text.includes(':null}'))
  return {
    ledger: z.object({ ledger: z.number() }).parse(rows[0]).ledger,
    billed: answered.length * microUsdPerAnswer,
  }
}

/** The audit chain, by the command people use. */
async function chain(folder: string): Promise<{ readonly rows: number; readonly isWhole: boolean }> {
  const { ok, rows } = z
    .object({ ok: z.boolean(), rows: z.number() })
    .parse(lastJson(await daybook(['audit', 'verify', '--book', folder, '--json'])))
  return { rows, isWhole: ok }
}

export interface Audited extends Ends {
  readonly auditRows: number
  readonly breaches: readonly string[]
}

/** Audits the book in `folder`, whose database is open as `db`. */
export async function audit(folder: string, db: Db): Promise<Audited> {
  const ends = await endsOf(db)
  const { rows, isWhole } = await chain(folder)
  const breaches = [...(await found(db)), ...(isWhole ? [] : ['the audit chain does not verify'])]
  return { ...ends, auditRows: rows, breaches }
}

/** The CRM as lines, without when a thing was written and the CRM's own change marks: a crash may change those. */
export async function crmLines(folder: string): Promise<readonly string[]> {
  const { stdout, stderr, code } = await daybook(['export', 'crm', '--json', '--book', folder])
  if (code !== 0) throw new Error(stderr)
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll(/"(version|at|updatedAt|createdAt)":"[^"]*"/g, '"$1":""'))
}

/** What is in `a` more often than in `b`. */
export function moreIn(a: readonly string[], b: readonly string[]): readonly string[] {
  const left = new Map<string, number>()
  for (const line of b) left.set(line, (left.get(line) ?? 0) + 1)
  return a.filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}
