// Every call that may cost money, model or vendor, goes through the ledger:
//
//     const reserved = await reserveSpend(db, { scope, call: { kind: 'vendor', name: vendor.name },
//                                               ceilingMicroUsd: vendor.ceilingMicroUsd, now: clock() })
//     if (reserved.kind === 'refused') …             no call; `reserved` names the cap, for a gap in the brief
//     try { answer = await vendor.company(…) }       outside any transaction
//     catch (fault) { await settleSpend(db, { id: reserved.id, now: clock(), as: { kind: 'lost' } }); throw fault }
//     await settleSpend(db, { id: reserved.id, now: clock(), as: { kind: 'settled', microUsd: answer.microUsd } })
//
// Ends: `settled` at its cost · `void` it was refused before any work and costs nothing · `lost` nobody knows: the bound
// counts. A throw out of either function means: the ledger cannot be kept, make no call. `scope` comes with the journey.
import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import type { Tier } from '#records/conversation.ts'
import type { Db } from '../db.ts'
import { settling, type SpendEnding } from './spend-settle.ts'

export const BudgetScope = z.enum(['account', 'run', 'day'])
export type BudgetScope = z.infer<typeof BudgetScope>

/** For whom money is spent, and what may be spent at most. The caps are whole micro-USD. */
export interface SpendScope {
  /** The day it counts for, `YYYY-MM-DD` in the book's calendar. */
  readonly day: string
  readonly runId?: string
  /** Only within a run. */
  readonly accountId?: string
  readonly pass?: number
  readonly attempt?: number
  readonly segment?: string
  readonly caps: Readonly<Record<BudgetScope, number>>
}

/** What is called: a model (by its id) or a vendor (by its name). */
export type PaidCall =
  | {
      readonly kind: 'model'
      readonly name: string
      readonly tier: Tier
      readonly skill?: string | undefined
    }
  | { readonly kind: 'vendor'; readonly name: string; readonly skill?: string | undefined }

export interface SpendAsk {
  readonly scope: SpendScope
  readonly call: PaidCall
  /** Whole micro-USD that the call cannot exceed; 0 is never refused. */
  readonly ceilingMicroUsd: number
  readonly now: Date
}

/** `refused`: the cap of `scope` does not allow it. Waiting helps only while spent + wanted <= cap. All micro-USD. */
export type Reserved =
  | { readonly kind: 'granted'; readonly id: number }
  | {
      readonly kind: 'refused'
      readonly scope: BudgetScope
      readonly cap: number
      readonly spent: number
      readonly reserved: number
      readonly wanted: number
    }

const Row = z.object({
  spend_id: z.number().nullable(),
  scope: BudgetScope.nullable(),
  spent: z.number().nullable(),
  reserved: z.number().nullable(),
})

/**
 * Reserves the ceiling against the caps of account, run and day: all of them or none, over any number of processes. Not
 * idempotent: a reservation whose answer was lost on the way counts until it is swept. Settle it, whatever happens.
 * `after`: the call before this one, which ends first, in the same statement and even if this one is refused.
 */
export async function reserveSpend(
  db: Db,
  { scope, call, ceilingMicroUsd, now }: SpendAsk,
  after?: SpendEnding,
): Promise<Reserved> {
  const ask = {
    day: scope.day,
    run: scope.runId,
    account: scope.accountId,
    pass: scope.pass,
    attempt: scope.attempt,
    segment: scope.segment,
    caps: scope.caps,
    ...call,
    ceiling: ceilingMicroUsd,
    now,
  }
  const reserving = sql`daybook.reserve_spend(${JSON.stringify(ask)}::jsonb)`
  const { rows } = await (
    after === undefined ? sql`select * from ${reserving}` : following(after, reserving)
  ).execute(db)
  const row = z.array(Row).length(1).parse(rows)[0]
  if (row?.spend_id !== null && row?.spend_id !== undefined) return { kind: 'granted', id: row.spend_id }
  if (row === undefined || row.scope === null) throw new Error('the ledger neither granted nor refused')
  return {
    kind: 'refused',
    scope: row.scope,
    cap: scope.caps[row.scope],
    spent: row.spent ?? 0,
    reserved: row.reserved ?? 0,
    wanted: ceilingMicroUsd,
  }
}

/** An end need not wait for the disk and says so for its transaction; what is reserved must, as ever. */
const following = (after: SpendEnding, reserving: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  with before as materialized (select current_setting('synchronous_commit') as waits),
  ended as materialized (select waits, ${settling(after)} as was from before),
  again as materialized (select set_config('synchronous_commit', waits, true) as waits from ended where was is not null)
  select r.* from again cross join lateral ${reserving} r`
