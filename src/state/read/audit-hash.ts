import { hash } from 'node:crypto'
import { auditText } from '#records/audit-entry.ts'

/** The hash of an entry in its place. The platform's sha256: a log of a million rows is checked in one go. */
export const auditHash = (entry: Parameters<typeof auditText>[0], seq: number, previous: string): string =>
  hash('sha256', auditText(entry, seq, previous))
