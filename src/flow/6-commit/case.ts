import type { BookConfig } from '#records/config.ts'
import { itemKey } from '#records/effect-key.ts'
import type { AccountId, OwnerId, RunId } from '#records/ids.ts'
import type { Cause, WorkItem } from '#records/run.ts'

/** Whose effects these are, and what brought them about. */
export interface Target {
  readonly runId: RunId
  readonly accountId: AccountId
  readonly accountName: string
  /** The account's owner, whose queue a held action goes to. */
  readonly ownerId: OwnerId | null
  readonly cause: Cause
  readonly config: BookConfig
}

/** An account of a run, claimed. `id` is the work item's; `epoch` fences a worker whose claim was taken over. */
export interface CommitCase {
  readonly item: WorkItem & { readonly id: string }
  readonly accountName: string
  readonly ownerId: OwnerId | null
  readonly cause: Cause
  readonly config: BookConfig
}

export const targetOf = ({ item, accountName, ownerId, cause, config }: CommitCase): Target => ({
  runId: item.runId,
  accountId: item.accountId,
  accountName,
  ownerId,
  cause,
  config,
})

/** The key of the one queue item this cause may make for the account. */
export const itemKeyOf = ({ accountId, cause }: Target): string => itemKey({ accountId, cause })
