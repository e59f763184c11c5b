import { canonicalJson } from '#base/canonical.ts'
import { hashOf } from '#base/hash.ts'
import type { AuditEntry } from '#records/audit-entry.ts'
import type { DecisionRecord } from '#records/decision.ts'
import type { QueueItem } from '#records/queue-item.ts'
import type { Db } from '#state/db.ts'
import { queueDecisions } from '#state/read/queue-decisions.ts'
import { lockQueueItem } from '#state/read/queue-item.ts'
import { insertDecision } from '#state/write/decision-insert.ts'
import { moveQueueItem } from '#state/write/queue-item-decide.ts'
import { refusal, Undecided, type Refusal } from './answer.ts'
import { step, type ItemEvent } from './transition.ts'

/** The decision on this version of the item that stands already, if any. */
export async function earlierDecision(db: Db, record: DecisionRecord): Promise<DecisionRecord | undefined> {
  const all = await queueDecisions(db, record.itemId)
  return all.find(({ version }) => version === record.version)
}

export const isSameDecision = (a: DecisionRecord, b: DecisionRecord): boolean =>
  canonicalJson(a.decision) === canonicalJson(b.decision)

/** What somebody is told who decides on a version that no longer stands. */
export function staleRefusal(
  record: DecisionRecord,
  item: QueueItem,
  first: DecisionRecord | undefined,
): Refusal {
  const who =
    first === undefined ? 'It changed' : `${first.by} decided (${first.decision.kind}) at ${first.at}`
  const found = `the item is ${item.state} at version ${item.version}, not ${record.version}`
  const message = `${who}: ${found}. Look at it again: daybook review show ${item.id}`
  return refusal('stale', message, { first })
}

const undo = (why: Refusal): never => {
  throw new Undecided({ kind: 'refused', refusal: why })
}

const auditOf = (record: DecisionRecord, item: QueueItem): AuditEntry => ({
  at: record.at,
  actor: record.by,
  kind: 'item-decided',
  accountId: item.accountId,
  runId: item.runId,
  body: {
    item: item.id,
    version: record.version,
    decision: record.decision.kind,
    content: hashOf(record),
    proposal: item.proposalId,
    held: item.held.flatMap((said) => (said.kind === 'hold' ? said.objections.map(({ rule }) => rule) : [])),
  },
})

/**
 * Takes a decision, inside the transaction that also records its effects: the item is locked, its version compared, the
 * decision written once per version. Of two people at the same moment the second finds the first's. Throws Undecided.
 */
export async function takeDecision(
  trx: Db,
  record: DecisionRecord,
  event: ItemEvent['kind'],
): Promise<readonly AuditEntry[]> {
  const item = await lockQueueItem(trx, { id: record.itemId })
  if (item === undefined) return undo(refusal('unknown', `there is no queue item ${record.itemId}`))
  if (item.version !== record.version)
    return undo(staleRefusal(record, item, await earlierDecision(trx, record)))
  const after = step(item.state, { kind: event })
  if (after.kind === 'refused') return undo(refusal('impossible', after.why))
  const { decision } = record
  const isTaken =
    (await insertDecision(trx, record)) &&
    (await moveQueueItem(trx, item, {
      state: after.state,
      // An item that stays snoozed keeps its day: without one no list would ever show it again.
      snoozedUntil:
        decision.kind === 'snooze' ? decision.until : after.state === 'snoozed' ? item.snoozedUntil : null,
      assignedTo: decision.kind === 'assign' ? decision.to : item.assignedTo,
    }))
  if (!isTaken) return undo(staleRefusal(record, item, await earlierDecision(trx, record)))
  return [auditOf(record, item)]
}
