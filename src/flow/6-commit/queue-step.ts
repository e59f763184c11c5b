import type { ProposalId } from '#records/ids.ts'
import type { QueueItem } from '#records/queue-item.ts'
import type { ActionVerdict } from '#records/verdict.ts'
import type { Db } from '#state/db.ts'
import { insertQueueItem } from '#state/write/queue-item-insert.ts'
import { replaceQueueItem } from '#state/write/queue-item-replace.ts'
import { expiryOf, isOpen, itemOf } from './queue-content.ts'
import type { Target } from './case.ts'

/** What became of the account's queue item: a new one, another content, closed since nothing waits any more, or as it was. */
export type QueueChange = 'made' | 'replaced' | 'closed' | 'unchanged'

/** Held actions of one proposal, and whose they are. */
interface HeldAsk {
  readonly target: Target
  readonly proposalId: ProposalId
  readonly held: readonly ActionVerdict[]
  readonly now: Date
}

/**
 * Puts held actions before a person. There is one item per account and cause: an item that told of a failure gives way
 * to what came of the next try; any other existing item stays with the person as it is. The caller holds the row.
 */
export async function putHeld(trx: Db, ask: HeldAsk, existing: QueueItem | undefined): Promise<QueueChange> {
  const { target, proposalId, now } = ask
  const held = [...ask.held]
  if (existing === undefined) {
    if (held.length === 0) return 'unchanged'
    const made = await insertQueueItem(trx, itemOf(target, { kind: 'held', proposalId, held }, now))
    return made ? 'made' : 'unchanged'
  }
  if (existing.failure === null) return 'unchanged'
  const expiresAt = expiryOf(target, now)
  if (held.length > 0) {
    await replaceQueueItem(trx, { id: existing.id, proposalId, held, failure: null, expiresAt }, 'put-back')
    return 'replaced'
  }
  if (!isOpen(existing)) return 'unchanged'
  await replaceQueueItem(trx, existing, 'expire')
  return 'closed'
}

/**
 * Puts actions back that the CRM did not take, though they were cleared or released: they join what the item holds of
 * the same proposal, or take the place of what a person had already decided on.
 */
export async function putBack(trx: Db, ask: HeldAsk, existing: QueueItem | undefined): Promise<QueueChange> {
  if (existing === undefined || existing.failure !== null) return putHeld(trx, ask, existing)
  const isSame = existing.proposalId === ask.proposalId
  const isDecided = !isOpen(existing)
  if (!isSame && !isDecided) return 'unchanged'
  const held = isSame && !isDecided ? [...existing.held, ...ask.held] : [...ask.held]
  const expiresAt = expiryOf(ask.target, ask.now)
  const content = { id: existing.id, proposalId: ask.proposalId, held, failure: null, expiresAt }
  await replaceQueueItem(trx, content, 'put-back')
  return 'replaced'
}
