import { createHash } from 'node:crypto'
import { auditText, type AuditEntry } from '#records/audit-entry.ts'

/** The hash of an entry in its place. The platform's sha256: a log of a million rows is checked in one go. */
export const auditHash = (entry: AuditEntry, seq: number, previous: string): string =>
  createHash('sha256')
    .update(auditText(entry, seq, previous))
    .digest('hex')
