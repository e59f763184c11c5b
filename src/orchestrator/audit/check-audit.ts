import type { World } from '#ports/world.ts'
import type { WithDb } from '#state/db.ts'
import { auditHead } from '#state/read/audit-head.ts'
import { verifyAudit, type AuditCheck } from '#state/read/audit-verify.ts'
import { readAnchors } from './anchor.ts'

/** What checking the log against itself and against what is kept outside found. */
export interface CheckedAudit extends AuditCheck {
  /** undefined: nothing is kept outside, so a cut-off or wholly rewritten chain would not be seen. */
  readonly anchored:
    | {
        readonly anchors: number
        /** The furthest row an anchor holds; rows after it could still be cut off or rewritten unseen. */
        readonly upTo: number
        /** Lines of the file that are no anchors. */
        readonly unreadable: readonly number[]
        /** Some anchors were made over another Postgres cluster than this one. */
        readonly isOtherCluster: boolean
      }
    | undefined
}

/** Recomputes the whole chain and compares it with every anchor beside the book. */
export async function checkAudit(world: Pick<World, 'workspace'> & WithDb): Promise<CheckedAudit> {
  // First the anchors: one that is written meanwhile is of a row that is read then.
  const found = await readAnchors(world)
  const { systemIdentifier } = await auditHead(world)
  const check = await verifyAudit(world, found?.anchors)
  if (found === undefined) return { ...check, anchored: undefined }
  const { anchors, unreadable } = found
  const upTo = anchors.reduce((most, { seq }) => Math.max(most, seq), 0)
  const isOtherCluster = anchors.some((anchor) => anchor.systemIdentifier !== systemIdentifier)
  return { ...check, anchored: { anchors: anchors.length, upTo, unreadable, isOtherCluster } }
}
