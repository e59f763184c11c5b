import { sql } from 'kysely'
import * as z from 'zod'
import type { AuditEntry, AuditRow } from '#records/audit-entry.ts'
import type { Db } from '../db.ts'
import { auditHash } from '../read/audit-hash.ts'

const Head = z.object({ seq: z.coerce.number(), hash: z.string() })

/** The entries as rows that follow `last`. */
function chained(
  last: { readonly seq: number; readonly hash: string },
  entries: readonly AuditEntry[],
): readonly AuditRow[] {
  let { seq, hash: previous } = last
  return entries.map((entry) => {
    seq += 1
    const row = { ...entry, seq, previous, hash: auditHash(entry, seq, previous) }
    previous = row.hash
    return row
  })
}

/**
 * Appends to the audit chain, in the transaction of the effect it tells of: both or neither. One writer at a time by
 * a transaction lock, so call it last in the transaction: everybody else waits from here to the commit.
 */
export async function appendAudit(trx: Db, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  await sql`select pg_advisory_xact_lock(78, 1)`.execute(trx)
  const { rows } = await sql`select seq, hash from daybook.audit order by seq desc limit 1`.execute(trx)
  const last = rows.length === 0 ? { seq: 0, hash: '' } : Head.parse(rows[0])
  // A plain insert: a second row with the same seq is a broken lock, and must fail loudly.
  await sql`
    insert into daybook.audit (seq, at, actor, kind, account_id, run_id, body, previous, hash)
    select seq, at, actor, kind, "accountId", "runId", body, previous, hash
    from jsonb_to_recordset(${JSON.stringify(chained(last, entries))}::jsonb) as row(
      seq bigint, at timestamptz, actor text, kind text, "accountId" text, "runId" text, body jsonb,
      previous text, hash text)`.execute(trx)
}
