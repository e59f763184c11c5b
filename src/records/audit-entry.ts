import * as z from 'zod'
import { canonicalJson } from '#base/canonical.ts'
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

/**
 * What a row's hash is over (sha256): the canonical row and the hash before it, so that no row can be changed, dropped
 * or moved unnoticed.
 */
export const auditText = (entry: AuditEntry, seq: number, previous: string): string =>
  canonicalJson([
    { at: entry.at, actor: entry.actor, kind: entry.kind, accountId: entry.accountId, runId: entry.runId },
    entry.body,
    seq,
    previous,
  ])
