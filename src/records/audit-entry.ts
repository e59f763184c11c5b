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

/** An entry as its hash sees it: a row that was tampered with may hold any body. */
type Hashed = Omit<AuditEntry, 'body'> & { readonly body?: unknown }

/** What a row's hash is over, up to its place: the rest is known only to whoever holds the end of the chain. */
export const auditOpening = (entry: Hashed): string => {
  const { at, actor, kind, accountId, runId, body } = entry
  return `${canonicalJson([{ at, actor, kind, accountId, runId }, body]).slice(0, -1)},`
}

/**
 * What a row's hash is over (sha256): the canonical row and the hash before it, so that no row can be changed, dropped
 * or moved unnoticed. The database puts the same text together when it appends (daybook.append_audit).
 */
export const auditText = (entry: Hashed, seq: number, previous: string): string =>
  `${auditOpening(entry)}${canonicalJson([seq, previous]).slice(1)}`
