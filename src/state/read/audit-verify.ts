import type { WithDb } from '../db.ts'
import { auditHash } from './audit-hash.ts'
import { auditPage } from './audit-page.ts'

/** What checking the chain found. `head` is the last row's hash, to be compared with an anchor kept elsewhere. */
export interface AuditCheck {
  readonly rows: number
  readonly head: string
  /** The first row that does not fit, and why; undefined when the chain holds from its first row. */
  readonly broken: { readonly seq: number; readonly why: string } | undefined
}

/**
 * Recomputes the whole chain. Finds a changed, inserted, dropped or moved row; a cut-off tail and a full rewrite show
 * only against an anchor outside the database.
 */
export async function verifyAudit(world: WithDb): Promise<AuditCheck> {
  let [seq, head] = [0, '']
  for (;;) {
    const page = await auditPage(world, seq, 5000)
    if (page.length === 0) return { rows: seq, head, broken: undefined }
    for (const row of page) {
      const broken = (why: string): AuditCheck => ({ rows: seq, head, broken: { seq: row.seq, why } })
      if (row.seq !== seq + 1) return broken(`row ${seq + 1} is missing`)
      if (row.previous !== head) return broken('it does not follow the row before it')
      if (row.hash !== auditHash(row, row.seq, row.previous)) return broken('its content was changed')
      seq = row.seq
      head = row.hash
    }
  }
}
