import type { RunStop } from '#base/fault.ts'
import type { World } from '#ports/world.ts'
import type { AccountId, RunId } from '#records/ids.ts'
import type { JourneyResult } from '#records/run.ts'
import type { Db, WithDb } from '#state/db.ts'
import type { RunCounts } from '#state/read/work-item.ts'
import type { ClaimedRow } from '#state/write/claim.ts'
import type { Behind } from './behind.ts'
import type { Patience, Troubles } from './passing.ts'
import type { Presence } from './presence.ts'

export type FanOutWorld = Pick<World, 'queue' | 'clock' | 'random' | 'sleep' | 'faults'> & WithDb

/** What the fan-out needs to know of the work itself. */
export interface FanOut extends Patience {
  readonly runId: RunId
  /** This process as a worker. It may outlive the run. */
  readonly presence: Presence
  /** Accounts in flight in this process at most, and over all processes; undefined: as many as they take together. */
  readonly inFlight: number
  readonly maxInFlight?: number | undefined
  /** Hash of the settings the run must go on with; undefined: any. */
  readonly settings?: string | undefined
  /** Once asked to stop, what is in flight is given back after so long; undefined: it is always finished. */
  readonly drainMs?: number | undefined
  /** One account's journey under a claim. 'stale': the claim was lost, nothing was written. Throws Fault for failures. */
  work(claimed: ClaimedRow): Promise<JourneyResult | 'stale'>
  /** Puts the account, of this run or of another one, before a person, in the transaction that settles it. Idempotent. */
  readonly onFailure: (
    trx: Db,
    claimed: Pick<ClaimedRow, 'run_id' | 'account_id'>,
    failure: string,
  ) => Promise<void>
  /** After an account ended, whatever its outcome. */
  readonly onSettled: (accountId: AccountId, result: JourneyResult) => void
  readonly onProgress: (counts: RunCounts, retrying: number) => void
  readonly stop: AbortSignal
}

/**
 * How the fan-out ended. `stopped` was asked for; `left`: others ended or paused the run, or go on with other settings;
 * `paused` names the cause, and what stopped it; `broken` carries a bug, or a database that stayed away.
 */
export type FanOutEnd =
  | { readonly kind: 'done' | 'stopped' | 'left' }
  | { readonly kind: 'paused'; readonly cause: string; readonly by?: RunStop }
  | { readonly kind: 'broken'; readonly thrown: unknown }

/** The accounts in flight in this process, and how the run is to end once it is known. */
export interface Flight {
  readonly busy: Map<Promise<void>, ClaimedRow>
  readonly latest: JourneyResult[]
  readonly troubles: Troubles
  /** Says how the run stands; each item is an account, 1 when it is to be retried. */
  readonly teller: Behind<0 | 1>
  /** When dead workers were last looked for. */
  sweptAt: Date | undefined
  /** Looks in a row that found nothing to do. */
  idle: number
  /** Nothing has landed for a while. */
  isQuiet: boolean
  /** There was more to claim than takes off at a time. */
  isWave: boolean
  /** Resolves as soon as an account has ended. */
  landed: PromiseWithResolvers<void>
  end: FanOutEnd | undefined
}
