import type { Anchor } from '#records/anchor.ts'
import type { WithDb } from '../db.ts'
import { auditChain, type ChainRow } from './audit-chain.ts'
import { auditHash } from './audit-hash.ts'

/** What checking the chain found. `head` is the hash of the last row that stands. */
export interface AuditCheck {
  readonly rows: number
  readonly head: string
  /** The first row that does not fit, and why; undefined when the chain holds from its first row. */
  readonly broken: { readonly seq: number; readonly why: string } | undefined
}

const pageSize = 2000

/** The anchors by their row. Two that disagree about one row cannot both be true; the first is kept, the other is asked, too. */
function bySeq(anchors: readonly Anchor[]): ReadonlyMap<number, readonly Anchor[]> {
  const found = new Map<number, Anchor[]>()
  for (const anchor of anchors) found.set(anchor.seq, [...(found.get(anchor.seq) ?? []), anchor])
  return found
}

function wrongWith(
  row: ChainRow,
  before: { readonly seq: number; readonly head: string },
): string | undefined {
  if (row.seq !== before.seq + 1) return `row ${before.seq + 1} is missing`
  if (row.previous !== before.head) return 'it does not follow the row before it'
  if (row.hash !== auditHash(row, row.seq, row.previous)) return 'its content was changed'
  return undefined
}

const rewritten = ({ at, hash }: Anchor): string =>
  `the anchor of ${at} says that its hash was ${hash.slice(0, 12)}…: the chain was written anew up to here`

/** What the anchors know and the chain does not: its end is gone. */
function missing({ seq, head }: { readonly seq: number; readonly head: string }, anchors: readonly Anchor[]) {
  const furthest = anchors.reduce<Anchor | undefined>(
    (a, b) => (a === undefined || b.seq > a.seq ? b : a),
    undefined,
  )
  if (furthest === undefined || furthest.seq <= seq) return { rows: seq, head, broken: undefined }
  const why = `the chain ends with row ${seq}, the anchor of ${furthest.at} knows row ${furthest.seq}: its end was cut off, or the database was restored from a backup`
  return { rows: seq, head, broken: { seq: seq + 1, why } }
}

/**
 * Recomputes the whole chain and compares it with the anchors kept elsewhere. The chain shows a changed, inserted,
 * dropped or moved row; the anchors show a cut-off end and rows that were written anew with hashes that fit.
 * Bounded memory, one pass.
 */
export async function verifyAudit(world: WithDb, anchors: readonly Anchor[] = []): Promise<AuditCheck> {
  const anchored = bySeq(anchors)
  let [seq, head] = [0, '']
  for await (const rows of auditChain(world, pageSize))
    for (const row of rows) {
      const why = wrongWith(row, { seq, head })
      if (why !== undefined) return { rows: seq, head, broken: { seq: row.seq, why } }
      const other = anchored.get(row.seq)?.find(({ hash }) => hash !== row.hash)
      if (other !== undefined) return { rows: seq, head, broken: { seq: row.seq, why: rewritten(other) } }
      seq = row.seq
      head = row.hash
    }
  return missing({ seq, head }, anchors)
}
