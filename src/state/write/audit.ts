import { sql } from 'kysely'
import { auditOpening, type AuditEntry } from '#records/audit-entry.ts'
import type { Db } from '../db.ts'

/**
 * Appends to the audit chain, in the transaction of the effect it tells of: both or neither. One writer at a time by
 * a transaction lock, so call it last in the transaction: everybody else waits from here to the commit.
 */
export async function appendAudit(trx: Db, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((entry) => ({ ...entry, text: auditOpening(entry) }))
  await sql`select daybook.append_audit(${JSON.stringify(rows)}::jsonb)`.execute(trx)
}
