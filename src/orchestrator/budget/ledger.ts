import { Fault } from '#base/fault.ts'
import type { FaultLabel } from '#ports/faults.ts'
import type { World } from '#ports/world.ts'
import { noUsage } from '#records/spend.ts'
import type { Usage } from '#records/spend.ts'
import { isBusy } from '#state/busy.ts'
import type { WithDb } from '#state/db.ts'
import { reserveSpend } from '#state/write/spend-reserve.ts'
import type { SpendAsk } from '#state/write/spend-reserve.ts'
import { settleSpend } from '#state/write/spend-settle.ts'
import type { SpendEnd, SpendEnding } from '#state/write/spend-settle.ts'
import { capReached, isWorthWaiting } from './refusal.ts'
import type { Refused } from './refusal.ts'
import { waitingLine } from './waiting.ts'

/** A granted call. */
export interface Reservation {
  readonly id: number
  readonly at: Date
  readonly ceilingMicroUsd: number
}

/** How a call ended; `hash` of the answer for the journal of the account's run, `turn`: what is kept of it for a takeover. */
export type CallEnd =
  | {
      readonly kind: 'answered'
      readonly usage: Usage
      readonly hash?: string
      readonly turn?: { readonly asked: string; readonly answer: string }
    }
  | { readonly kind: 'void' | 'lost' }

/** A call that is over and not settled yet. */
export interface Ended {
  readonly reservation: Reservation
  readonly end: CallEnd
  /** When it was over; absent: now. */
  readonly at?: Date | undefined
}

/** One process's way to the ledger of the book. */
export interface Ledger {
  /**
   * Waits while only open calls stand in the way. Throws Fault `refused` (the account's cap), RunStop (cap of run or
   * day, or asked to stop) or Fault `down` (the ledger cannot be kept): then make no call. `isPatient` false: never
   * waits, for whoever holds open calls itself. `after` is settled before, as by `settle`: whatever is thrown but `down`.
   */
  reserve(
    ask: Omit<SpendAsk, 'now'>,
    how?: { readonly isPatient?: boolean; readonly after?: Ended | undefined },
  ): Promise<Reservation>
  /** Throws Fault `down` when it cannot be written: the reservation then stays counted. */
  settle(reservation: Reservation, end: CallEnd, at?: Date): Promise<void>
}

type LedgerWorld = Pick<World, 'clock' | 'sleep' | 'random' | 'faults'> & WithDb

export interface LedgerOptions {
  readonly stop: AbortSignal
  /** What every call used, as it ends; a lost one its ceiling. */
  readonly onUsage?: (usage: Usage) => void
  /** How long to wait for open calls while nothing moves. Default: longer than any call takes; the rest is the dead's. */
  readonly patienceMs?: number
}

const busyTries = 5
const usualPatienceMs = 600_000

/** Asks the database; when it is crowded, a few times more. Nothing was written by a try that failed busy. */
async function kept<T>(world: LedgerWorld, what: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await what()
    } catch (thrown) {
      if (isBusy(thrown) && tries < busyTries) await world.sleep(world.random() * 100 * 2 ** tries)
      else if (isBusy(thrown)) throw thrown
      else {
        const fault = new Fault(
          'down',
          `the ledger could not be read and written, and without it no model and no vendor is called: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
          'see that the database runs and has room (daybook doctor), then run the same command again; it continues where it stopped',
        )
        fault.cause = thrown
        throw fault
      }
    }
  }
}

const reserving = ['spend-reserving', 'spend-reserved'] as const
const settling = ['spend-settling', 'spend-settled'] as const

async function between<T>(
  world: LedgerWorld,
  [before, after]: readonly [FaultLabel, FaultLabel],
  what: () => Promise<T>,
): Promise<T> {
  world.faults.at(before)
  const done = await kept(world, what)
  world.faults.at(after)
  return done
}

const endingOf = ({ reservation: { id, at: from }, end }: Ended, now: Date): SpendEnding => ({
  id,
  now,
  as: endOf(end, Math.max(0, now.getTime() - from.getTime())),
})

const endOf = (end: CallEnd, latencyMs: number): SpendEnd =>
  end.kind === 'answered'
    ? {
        kind: 'settled',
        ...end.usage,
        ...(end.hash === undefined ? {} : { journal: { hash: end.hash, latencyMs } }),
        ...(end.turn === undefined ? {} : { turn: end.turn }),
      }
    : end

/** Opens the ledger for one invocation. */
export function openLedger(
  world: LedgerWorld,
  { stop, onUsage, patienceMs = usualPatienceMs }: LedgerOptions,
): Ledger {
  const waiting = waitingLine(world, { stop, patienceMs })
  const attempt = async (ask: Omit<SpendAsk, 'now'>, after?: Ended): Promise<Reservation | Refused> => {
    const now = world.clock()
    const ending = after && endingOf(after, after.at ?? now)
    const answer = await between(world, reserving, () => reserveSpend(world.db, { ...ask, now }, ending))
    if (after !== undefined) tell(after)
    const { ceilingMicroUsd } = ask
    return answer.kind === 'granted' ? { id: answer.id, at: world.clock(), ceilingMicroUsd } : answer
  }
  const tell = ({ reservation, end }: Ended): void => {
    waiting.settled()
    if (end.kind === 'answered') onUsage?.(end.usage)
    if (end.kind === 'lost') onUsage?.({ ...noUsage, modelCalls: 1, microUsd: reservation.ceilingMicroUsd })
  }
  const settle = async (ended: Ended): Promise<void> => {
    const ending = endingOf(ended, ended.at ?? world.clock())
    await between(world, settling, () => settleSpend(world.db, ending))
    tell(ended)
  }
  return {
    async reserve(ask, { isPatient = true, after } = {}) {
      const again = () => attempt(ask)
      if (isPatient && ask.ceilingMicroUsd > 0 && !waiting.isEmpty()) {
        if (after !== undefined) await settle(after)
        return waiting.inLine(again)
      }
      const answer = await attempt(ask, after)
      if ('id' in answer) return answer
      if (!isPatient || !isWorthWaiting(answer)) throw capReached(answer)
      return answer.scope === 'account' ? waiting.apart(again) : waiting.inLine(again)
    },
    settle: (reservation, end, at) => settle({ reservation, end, at }),
  }
}
