// The statements against the tables they take their states from: each on a row in each state.
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { after } from '#records/moves.ts'
import { orderMoves } from '#records/order-moves.ts'
import { OrderState } from '#records/order.ts'
import { workMoves, type WorkMove, type WorkState } from '#records/work-moves.ts'
import type { Db } from '#state/db.ts'
import { claimItems, type ClaimedRow } from '#state/write/claim.ts'
import { insertRestored } from '#state/write/restored.ts'
import { startPass } from '#state/write/run-status.ts'
import { giveUpItem, reopenFailed, requeueItem, settleItem } from '#state/write/settle.ts'
import { supersede } from '#state/write/supersede.ts'
import { takeBackOrphans } from '#state/write/sweep.ts'
import { voidOrder } from '#state/write/undo-order.ts'
import { now } from '../fakes/gate-case.ts'
import { resetCommitTables, runId } from '../journey/commit-world.ts'
import { useDatabase } from '../setup/database.ts'

const database = useDatabase()
beforeEach(async () => {
  await resetCommitTables(database().ownerDb)
  await sql`
    insert into daybook.run_selection (run_id, account_id, rank, seat, segment, owner_id, name, score, parts, waited_days, reasons, selected_at)
    values (${runId}, 'acc_1', 1, 'score', 'all', null, 'Acme', 1, '{}', 0, '[]', ${now})`.execute(
    database().ownerDb,
  )
})

const states: readonly WorkState[] = ['queued', 'running', 'done', 'human']
const epoch = 5
const at = new Date(now)
const result = { outcome: 'committed', reason: '', heldBy: [] } as const
const whole = { ...result, heldBy: [], created: 0, updated: 0, unchanged: 0, orders: 0, queueItems: 0 }
const mine = (of = epoch) => ({ id: 'work_1', epoch: of }) as unknown as ClaimedRow

const statements: Readonly<Record<keyof typeof workMoves, (db: Db, epoch: number) => Promise<unknown>>> = {
  claim: (db) =>
    claimItems(db, [{ id: 'ticket', attempt: 0, itemId: 'work_1' }], { worker: 2, leaseMs: 1000 }),
  settle: (db, of) => settleItem(db, mine(of), { state: 'done', result: whole, now: at }),
  fail: (db, of) =>
    settleItem(db, mine(of), { state: 'human', result: { ...whole, outcome: 'failed' }, now: at }),
  'give-back': (db, of) => requeueItem(db, mine(of), 'failed'),
  'take-back': (db) => takeBackOrphans(db, { worker: 2, holds: [] }),
  'give-up': (db) => giveUpItem(db, 'work_1', { reason: 'it crashed', now: at }),
  reopen: (db) => reopenFailed(db, runId),
  again: (db) => startPass(db, runId, 2),
  supersede: (db) => supersede(db, runId, { run: runId, now: at }),
}
const kinds = z
  .array(z.enum(Object.keys(statements) as [keyof typeof workMoves]))
  .parse(Object.keys(statements))

async function put(state: WorkState): Promise<void> {
  await sql`
    update daybook.work_item
    set state = ${state}, epoch = ${epoch}, crashes = 0, worker = case when ${state} = 'running' then 1 end,
        lease = case when ${state} = 'running' then clock_timestamp() - interval '1 minute' end, ticket = 'ticket',
        ticket_attempt = 0`.execute(database().ownerDb)
}

const Row = z.tuple([z.object({ state: z.string(), epoch: z.number() })])
const row = async () =>
  Row.parse((await sql`select state, epoch from daybook.work_item`.execute(database().db)).rows)[0]

describe('work items', () => {
  test.each(kinds.flatMap((kind) => states.map((state) => [kind, state] as const)))(
    '%s of what is %s does what the table says',
    async (kind, state) => {
      await put(state)
      await database()
        .db.transaction()
        .execute((trx) => statements[kind](trx, epoch))
      const move: WorkMove = workMoves[kind]
      const to = after<WorkState>(move, state)
      const raised = to !== undefined && move.raises === true ? 1 : 0
      expect(await row()).toEqual({ state: to ?? state, epoch: epoch + raised })
    },
  )

  test.each(kinds.filter((kind) => 'fenced' in workMoves[kind]))(
    '%s under a stale epoch does nothing',
    async (kind) => {
      await put('running')
      await database()
        .db.transaction()
        .execute((trx) => statements[kind](trx, epoch - 1))
      expect(await row()).toEqual({ state: 'running', epoch })
    },
  )
})

describe('orders', () => {
  const OrderRow = z.tuple([z.object({ state: OrderState })])
  const stateAfter = async (state: OrderState, work: (db: Db) => Promise<unknown>) => {
    const { ownerDb } = database()
    await sql`
      insert into daybook.outreach_order (id, key, account_id, contact_id, owner_id, run_id, proposal_id, purpose, sender,
        recipient, subject, language, sentences, hash, state, created_at)
      select 'ord_1', 'key', 'acc_1', 'con_1', null, ${runId}, 'prop_1', 'p', 's', 'r', 's', 'en', '[]', 'h', ${state}, ${now}`.execute(
      ownerDb,
    )
    await work(ownerDb)
    return OrderRow.parse((await sql`select state from daybook.outreach_order`.execute(ownerDb)).rows)[0]
      .state
  }

  test.each(OrderState.options)('void and a restore of what is %s do what the table says', async (state) => {
    await sql`alter table daybook.outreach_order disable trigger all`.execute(database().ownerDb)
    expect(await stateAfter(state, (db) => voidOrder(db, 'key', 'taken back'))).toBe(
      after<OrderState>(orderMoves.void, state) ?? state,
    )
    await sql`delete from daybook.outreach_order`.execute(database().ownerDb)
    await sql`truncate daybook.restored`.execute(database().ownerDb)
    expect(
      await stateAfter(state, (db) =>
        db.transaction().execute((trx) => insertRestored(trx, { why: 'a copy', now: at })),
      ),
    ).toBe(after<OrderState>(orderMoves.restored, state) ?? state)
    await sql`truncate daybook.restored`.execute(database().ownerDb)
  })
})
