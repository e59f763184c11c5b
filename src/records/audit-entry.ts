import * as z from 'zod'
import { hashOf } from '#base/hash.ts'
import { JsonValue } from './fields.ts'
import { Instant } from './time.ts'

/**
 * Something that happened and must stay known. `body` holds ids, rules, kinds and hashes, never personal text: a
 * person's words can then be erased from their own tables without breaking the chain.
 */
export const AuditEntry = z.object({
  at: Instant,
  /** `daybook`, `person:<name>`, or the door a decision without proof came through. */
  actor: z.string(),
  kind: z.string(),
  accountId: z.string().nullable(),
  runId: z.string().nullable(),
  body: z.record(z.string(), JsonValue),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** An entry in its place in the chain. The first row's `previous` is the empty text. */
export const AuditRow = AuditEntry.extend({ seq: z.number().int(), previous: z.string(), hash: z.string() })
export type AuditRow = z.infer<typeof AuditRow>

/** sha256 over the canonical row and the hash before it: no row can be changed, dropped or moved unnoticed. */
export const auditHash = (entry: AuditEntry, seq: number, previous: string): string =>
  hashOf([
    { at: entry.at, actor: entry.actor, kind: entry.kind, accountId: entry.accountId, runId: entry.runId },
    entry.body,
    seq,
    previous,
  ])

/** The entries as rows that follow `last`. */
export function chained(
  last: { readonly seq: number; readonly hash: string },
  entries: readonly AuditEntry[],
): AuditRow[] {
  const rows: AuditRow[] = []
  let { seq, hash: previous } = last
  for (const entry of entries) {
    seq += 1
    const hash = auditHash(entry, seq, previous)
    rows.push({ ...entry, seq, previous, hash })
    previous = hash
  }
  return rows
}
