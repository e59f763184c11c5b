import { Fault } from '#base/fault.ts'
import type { World } from '#ports/world.ts'
import { anchorFile, anchorOfNow, readAnchors } from '#orchestrator/audit/anchor.ts'
import type { Anchor } from '#records/anchor.ts'
import type { ProvenPerson } from '#records/person.ts'
import type { WithDb } from '#state/db.ts'
import { auditHead } from '#state/read/audit-head.ts'
import { auditHashAt, mayHaveLeft, openRestore } from '#state/read/restored.ts'
import { appendAudit } from '#state/write/audit.ts'
import { acceptRestored, insertRestored } from '#state/write/restored.ts'

// A database that was put back to an earlier state has forgotten what it did since. Until a person has said that it counts,
// nothing is written to the CRM and nothing leaves (safety.md 4.4).

type Needs = Pick<World, 'clock' | 'workspace'> & WithDb

/** Locks the book and makes unknown what was unfinished. False: it was locked already. */
export async function lockRestored(world: Pick<World, 'clock'> & WithDb, why: string): Promise<boolean> {
  const now = world.clock()
  return world.db.transaction().execute(async (trx) => {
    const counts = await insertRestored(trx, { why, now })
    if (counts === undefined) return false
    const entry = { actor: 'daybook', kind: 'database-restored', accountId: null, runId: null }
    await appendAudit(trx, [{ at: now.toISOString(), ...entry, body: { why, ...counts } }])
    return true
  })
}

async function olderThan(world: WithDb, last: Anchor): Promise<string | undefined> {
  const head = await auditHead(world)
  if (head.seq < last.seq)
    return `the log ends with row ${head.seq}, its anchor of ${last.at} knows row ${last.seq}`
  if ((await auditHashAt(world.db, last.seq)) !== last.hash)
    return `row ${last.seq} of the log is another one than its anchor of ${last.at} knows`
  if (head.systemIdentifier !== last.systemIdentifier)
    return `this is another database server than the one of the anchor of ${last.at}`
  return undefined
}

/** The furthest anchor; of several at one row the newest. */
const furthest = (anchors: readonly Anchor[]): Anchor | undefined =>
  anchors.reduce<Anchor | undefined>((a, b) => (a === undefined || b.seq >= a.seq ? b : a), undefined)

/**
 * Compares the database with the anchors beside the book; an older or another one locks the book. Call it whenever a
 * book is opened. Gives why it was locked now; undefined: nothing was found, or it is locked already.
 */
export async function noticeRestore(world: Needs): Promise<string | undefined> {
  const anchors = await readAnchors(world)
  const last = furthest(anchors?.anchors ?? [])
  const isMissing = last === undefined && (await mayHaveLeft(world.db))
  const why = isMissing
    ? `${anchorFile} is missing, and messages may have left`
    : last && (await olderThan(world, last))
  if (why === undefined) return undefined
  return (await lockRestored(world, why)) ? why : undefined
}

/** Throws Fault `refused` while the book is locked. Call it before anything that writes to the CRM or releases something. */
export async function refuseRestored({ db }: WithDb): Promise<void> {
  const restored = await openRestore(db)
  if (restored === undefined) return
  const { at, why, effects, orders } = restored
  throw new Fault(
    'refused',
    `this database was restored (${at.slice(0, 16)}Z: ${why}); ${effects} effects and ${orders} messages that were under way may have been done since`,
    'see them with: daybook restore --unknown; look in the CRM and the mailbox; then a person says: daybook restore --accept',
  )
}

/** A person says that this database counts from now on: what was unknown stays so, and the book may be worked. False: it was not locked. */
export async function acceptRestore(world: Needs, person: ProvenPerson): Promise<boolean> {
  const now = world.clock()
  const by = `person:${person.name}`
  const accepted = await world.db.transaction().execute(async (trx) => {
    const restores = await acceptRestored(trx, { by, now })
    if (restores === 0) return false
    const entry = { actor: by, kind: 'restore-accepted', accountId: null, runId: null, body: { restores } }
    await appendAudit(trx, [{ at: now.toISOString(), ...entry }])
    return true
  })
  // Without this line the next start finds the same anchors again, and locks again: a crash here loses the yes, no more.
  const anchor = accepted ? await anchorOfNow(world) : undefined
  if (anchor !== undefined)
    await world.workspace.append(anchorFile, JSON.stringify({ ...anchor, acceptedBy: by }))
  return accepted
}
