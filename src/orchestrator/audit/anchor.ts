import type { World } from '#ports/world.ts'
import { anchorsOf, type Anchor, type Anchors } from '#records/anchor.ts'
import type { WithDb } from '#state/db.ts'
import { auditHead } from '#state/read/audit-head.ts'

/** Beside the book: the end of the audit chain, line by line. */
export const anchorFile = 'audit-anchor.jsonl'

type Needs = Pick<World, 'clock' | 'workspace' | 'faults'> & WithDb

/** The anchor of this moment; undefined: the chain is empty, and there is nothing to hold. */
export async function anchorOfNow(world: Pick<World, 'clock'> & WithDb): Promise<Anchor | undefined> {
  const head = await auditHead(world)
  return head.seq === 0 ? undefined : { at: world.clock().toISOString(), ...head }
}

/** Writes the end of the chain beside the book. undefined: the chain is empty. Throws Fault `down` when the file cannot be written. */
export async function anchorAudit(world: Needs): Promise<Anchor | undefined> {
  const anchor = await anchorOfNow(world)
  world.faults.at('anchoring')
  if (anchor !== undefined) await world.workspace.append(anchorFile, JSON.stringify(anchor))
  world.faults.at('anchored')
  return anchor
}

/** The anchors beside the book; undefined: there is no such file. */
export async function readAnchors({ workspace }: Pick<World, 'workspace'>): Promise<Anchors | undefined> {
  const text = await workspace.read(anchorFile)
  return text === undefined ? undefined : anchorsOf(text)
}
