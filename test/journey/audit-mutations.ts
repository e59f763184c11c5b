// Everything somebody who owns the database could do to the log, at random and repeatable by its seed.
import { sql } from 'kysely'
import { seeded } from '#base/random.ts'
import type { Random } from '#base/random.ts'
import type { AuditRow } from '#records/audit-entry.ts'
import type { Db } from '#state/db.ts'
import { auditHash } from '#state/read/audit-hash.ts'
import { auditList } from '#state/read/audit-list.ts'

const pick = <T>(random: Random, from: readonly T[]): T => {
  const found = from[Math.floor(random() * from.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}

const columns = ['at', 'actor', 'kind', 'account_id', 'run_id', 'body', 'previous', 'hash'] as const

/** The text with one letter of it another one. */
function flipped(random: Random, text: string): string {
  const at = Math.floor(random() * text.length)
  const code = text.charCodeAt(at)
  const other = String.fromCharCode(code === 97 ? 98 : code === 48 ? 49 : /\d/.test(text[at] ?? '') ? 48 : 97)
  return text === '' ? 'a' : text.slice(0, at) + other + text.slice(at + 1)
}

/** Another body: one letter of its text, such that it is still JSON and says something else. */
function otherBody(random: Random, body: unknown): string {
  const was = JSON.stringify(body)
  for (;;) {
    const is = flipped(random, was)
    try {
      if (JSON.stringify(JSON.parse(is)) !== was) return is
    } catch {
      // No JSON any more: another letter.
    }
  }
}

async function flip(db: Db, random: Random, rows: readonly AuditRow[]): Promise<string> {
  const row = pick(random, rows)
  const column = pick(random, columns)
  const set = async (value: unknown): Promise<void> =>
    void (await sql`update daybook.audit set ${sql.ref(column)} = ${value} where seq = ${row.seq}`.execute(
      db,
    ))
  if (column === 'at')
    await sql`update daybook.audit set at = at + ${pick(random, ['1 microsecond', '-1 millisecond', '1 year'])}::interval
              where seq = ${row.seq}`.execute(db)
  else if (column === 'body') await set(otherBody(random, row.body))
  else if (column === 'account_id')
    await set(row.accountId === null ? 'acc_x' : pick(random, [null, `${row.accountId}x`]))
  else if (column === 'run_id')
    await set(row.runId === null ? 'run_x' : pick(random, [null, flipped(random, row.runId)]))
  else await set(flipped(random, row[column]))
  return `${column} of row ${row.seq}`
}

const removed = async (db: Db, from: number, to: number): Promise<void> =>
  void (await sql`delete from daybook.audit where seq between ${from} and ${to}`.execute(db))

async function inserted(db: Db, rows: readonly AuditRow[]): Promise<void> {
  for (const { seq, at, actor, kind, accountId, runId, body, previous, hash } of rows)
    await sql`insert into daybook.audit (seq, at, actor, kind, account_id, run_id, body, previous, hash)
      values (${seq}, ${at}, ${actor}, ${kind}, ${accountId}, ${runId}, ${JSON.stringify(body)}, ${previous}, ${hash})`.execute(
      db,
    )
}

/** The rows again with hashes that fit, as somebody would write them who knows how the chain is made. */
function chained(
  rows: readonly AuditRow[],
  before: { readonly seq: number; readonly hash: string },
): AuditRow[] {
  let { seq, hash } = before
  return rows.map((row) => {
    const previous = hash
    seq += 1
    hash = auditHash(row, seq, previous)
    return { ...row, seq, previous, hash }
  })
}

const startOf = (rows: readonly AuditRow[], place: number) => rows[place - 1] ?? { seq: 0, hash: '' }

type Mutation = (db: Db, random: Random, rows: readonly AuditRow[]) => Promise<string>

/** Changes one row and writes all hashes from there on anew. */
async function rewrite(db: Db, random: Random, rows: readonly AuditRow[]): Promise<string> {
  const place = Math.floor(random() * rows.length)
  const rest = rows.slice(place).map((row, n) => (n === 0 ? { ...row, actor: `${row.actor}!` } : row))
  await removed(db, place + 1, rows.length)
  await inserted(db, chained(rest, startOf(rows, place)))
  return `rewritten from row ${place + 1}`
}

/** Cuts the end off and lets other rows grow there, at least as many. */
async function regrow(db: Db, random: Random, rows: readonly AuditRow[]): Promise<string> {
  const place = Math.floor(random() * rows.length)
  const rest = rows.slice(place).map((row) => ({ ...row, kind: 'something-else' }))
  const more = [...rest, ...rest.slice(0, Math.floor(random() * 5))]
  await removed(db, place + 1, rows.length)
  await inserted(db, chained(more, startOf(rows, place)))
  return `cut off after row ${place} and grown to ${place + more.length}`
}

async function insertOne(db: Db, random: Random, rows: readonly AuditRow[]): Promise<string> {
  const seq = pick(random, [-7, 0, rows.length + 1, rows.length + 9])
  await inserted(db, [{ ...pick(random, rows), seq }])
  return `a row inserted as ${seq}`
}

/** A row in the middle, every later one moved by one, and all hashes written anew from there. */
async function insertBetween(db: Db, random: Random, rows: readonly AuditRow[]): Promise<string> {
  const place = Math.floor(random() * rows.length)
  const rest = [{ ...pick(random, rows), kind: 'never-happened' }, ...rows.slice(place)]
  await removed(db, place + 1, rows.length)
  await inserted(db, chained(rest, startOf(rows, place)))
  return `a row put in after row ${place}`
}

/** The rows of a stretch in another order; their places stay. */
async function reorder(db: Db, random: Random, rows: readonly AuditRow[]): Promise<string> {
  const from = Math.floor(random() * (rows.length - 1))
  const to = from + 1 + Math.floor(random() * Math.min(6, rows.length - from - 1))
  const stretch = rows.slice(from, to + 1)
  const turned = stretch.toReversed().map((row, n) => ({ ...row, seq: stretch[n]?.seq ?? 0 }))
  await removed(db, from + 1, to + 1)
  await inserted(db, turned)
  return `rows ${from + 1} to ${to + 1} turned round`
}

async function swap(db: Db, random: Random, rows: readonly AuditRow[]): Promise<string> {
  const one = pick(random, rows)
  const other = pick(
    random,
    rows.filter(({ seq }) => seq !== one.seq),
  )
  await removed(db, one.seq, one.seq)
  await removed(db, other.seq, other.seq)
  await inserted(db, [
    { ...one, seq: other.seq },
    { ...other, seq: one.seq },
  ])
  return `rows ${one.seq} and ${other.seq} swapped`
}

const mutations: readonly Mutation[] = [
  flip,
  flip,
  flip,
  rewrite,
  regrow,
  insertOne,
  insertBetween,
  reorder,
  swap,
  async (db, random, rows) => {
    const { seq } = pick(random, rows)
    await removed(db, seq, seq)
    return `row ${seq} deleted`
  },
  async (db, random, rows) => {
    const from = 1 + Math.floor(random() * rows.length)
    await removed(db, from, rows.length)
    return `the end from row ${from} cut off`
  },
]

/** Does one of it, as the owner of the database; says what. */
export async function mutate(db: Db, seed: number): Promise<string> {
  const random = seeded(seed)
  const rows = await auditList(db, { limit: 100_000 })
  return (mutations[seed % mutations.length] ?? flip)(db, random, rows)
}
