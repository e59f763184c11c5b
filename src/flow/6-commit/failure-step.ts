import type { Db } from '#state/db.ts'
import { lockQueueItem } from '#state/read/queue-item.ts'
import { appendAudit } from '#state/write/audit.ts'
import { insertQueueItem } from '#state/write/queue-item-insert.ts'
import { replaceQueueItem } from '#state/write/queue-item-replace.ts'
import { expiryOf, isOpen, itemOf } from './queue-content.ts'
import { itemKeyOf, type Target } from './case.ts'

/**
 * Puts an account that failed twice before a person, in the caller's transaction. Idempotent: one item per account and
 * cause. An open item stands, whatever it holds; one a person closed is opened again for a new failure.
 */
export async function recordFailure(
  trx: Db,
  ask: { readonly target: Target; readonly failure: string; readonly now: Date },
): Promise<void> {
  const { target, failure, now } = ask
  const existing = await lockQueueItem(trx, { key: itemKeyOf(target) })
  if (existing !== undefined && (isOpen(existing) || existing.failure === null)) return
  if (existing === undefined) await insertQueueItem(trx, itemOf(target, { kind: 'failure', failure }, now))
  else await replaceQueueItem(trx, { ...existing, failure, expiresAt: expiryOf(target, now) }, 'put-back')
  await appendAudit(trx, [
    {
      at: now.toISOString(),
      actor: 'daybook',
      kind: 'account-failed',
      accountId: target.accountId,
      runId: target.runId,
      body: { item: itemKeyOf(target) },
    },
  ])
}
