import { plusDays } from '#base/clock.ts'
import { idOf } from '#base/hash.ts'
import { ItemId, type ProposalId } from '#records/ids.ts'
import { waitingItem } from '#records/item-moves.ts'
import type { QueueItem } from '#records/queue-item.ts'
import type { ActionVerdict } from '#records/verdict.ts'
import { identityOf } from './identity.ts'
import { itemKeyOf, type Target } from './case.ts'

/** What is to lie before a person: held actions of a proposal, or a failure. */
export type Content =
  | { readonly kind: 'held'; readonly proposalId: ProposalId; readonly held: readonly ActionVerdict[] }
  | { readonly kind: 'failure'; readonly failure: string }

/** Until when a person may take their time with what is put before them now. */
export const expiryOf = ({ config }: Pick<Target, 'config'>, now: Date): string =>
  plusDays(now, config.gate.itemExpiryDays).toISOString()

/** A new queue item. Its id comes from its key: one item per account and cause. */
export function itemOf(target: Target, content: Content, now: Date): Omit<QueueItem, 'proposal'> {
  const key = itemKeyOf(target)
  return {
    id: ItemId.parse(idOf('item', key)),
    key,
    accountId: target.accountId,
    accountName: target.accountName,
    runId: target.runId,
    proposalId: content.kind === 'held' ? content.proposalId : null,
    held: content.kind === 'held' ? [...content.held] : [],
    failure: content.kind === 'failure' ? content.failure : null,
    ownerId: target.ownerId,
    assignedTo: null,
    state: 'open',
    version: 1,
    snoozedUntil: null,
    createdAt: now.toISOString(),
    expiresAt: expiryOf(target, now),
  }
}

export const isOpen = (item: Pick<QueueItem, 'state'>): boolean =>
  waitingItem.some((state) => state === item.state)

/** The intents an item holds, or held before a person decided. A failure holds none. */
export function intentsOf(item: QueueItem | undefined, target: Target): ReadonlySet<string> {
  const { proposal, held, failure } = item ?? { proposal: null, held: [], failure: null }
  if (proposal === null || failure !== null) return new Set()
  const scope = { accountId: target.accountId, skill: proposal.skill, cause: target.cause }
  const identities = held.flatMap(({ action }) => {
    const held = proposal.actions[action]
    return held === undefined ? [] : (identityOf(scope, proposal, held) ?? [])
  })
  return new Set(identities)
}
