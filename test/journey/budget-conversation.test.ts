// The turns of one account: each is settled with the reservation of the next, the last one by itself.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { conversing } from '#orchestrator/budget/budgeted.ts'
import { openLedger } from '#orchestrator/budget/ledger.ts'
import { noFaults } from '#ports/faults.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import { noUsage } from '#records/spend.ts'
import { reserveSpend } from '#state/write/spend-reserve.ts'
import { saying, scriptedModel } from '../fakes/model.ts'
import { useDatabase } from '../setup/database.ts'

const database = useDatabase()
const stop = new AbortController().signal
const request: ModelRequest = { tier: 'work', system: '', tools: [], messages: [], maxTokens: 1 }

/** A conversation whose turns cost 40 of their ceiling of 100, and what it told to have used. */
function begin(runId: string, cap: number) {
  const { db } = database()
  let minute = 0
  const clock = () => new Date(Date.UTC(2026, 10, 21, 9, minute++))
  const told: number[] = []
  const onUsage = ({ microUsd }: { microUsd: number }) => void told.push(microUsd)
  const ledger = openLedger(
    { db, clock, sleep: async () => {}, random: () => 0.5, faults: noFaults },
    { stop, onUsage, patienceMs: 5000 },
  )
  const usage = { ...noUsage, modelCalls: 1, inputTokens: 1, microUsd: 40 }
  const turns = Array.from({ length: 9 }, () => ({ ...saying('fine'), usage }))
  const model: Model = { ...scriptedModel(...turns), ceiling: () => 100 }
  const scope = {
    runId,
    accountId: 'acc_1',
    pass: 1,
    attempt: 1,
    day: '2026-11-21',
    caps: { account: cap, run: 10_000, day: 1_000_000 },
  }
  return { talk: conversing(model, ledger, { scope, clock }), told }
}

const ledgerOf = async (runId: string) => {
  const { rows } = await sql<{ state: string; cost: number }>`
    select state, micro_usd as cost from daybook.spend where run_id = ${runId} order by id`.execute(
    database().db,
  )
  const budget = await sql<{ spent: number; reserved: number }>`
    select spent_micro_usd as spent, reserved_micro_usd as reserved from daybook.budget
    where scope = 'run' and value = ${runId}`.execute(database().db)
  return { calls: rows.map(({ state, cost }) => `${state} ${cost}`), ...budget.rows[0] }
}

test('the turn before is settled with the next reservation, the last one when the conversation is over', async () => {
  const { talk, told } = begin('run_talk', 1000)
  await talk.answer(request)
  await talk.answer(request)
  expect(await ledgerOf('run_talk')).toEqual({
    calls: ['settled 40', 'reserved 0'],
    spent: 40,
    reserved: 100,
  })
  await talk.settled()
  await talk.settled()
  expect(await ledgerOf('run_talk')).toEqual({ calls: ['settled 40', 'settled 40'], spent: 80, reserved: 0 })
  expect(told).toEqual([40, 40])
})

test('what was answered stays settled when the next turn is refused, and is not in its own way', async () => {
  const { talk, told } = begin('run_cap', 150)
  await talk.answer(request) // 40 spent, so that 110 are left: room for one more, if this one is settled first
  await talk.answer(request)
  await expect(talk.answer(request)).rejects.toMatchObject({ kind: 'refused' })
  await talk.settled()
  expect(await ledgerOf('run_cap')).toEqual({ calls: ['settled 40', 'settled 40'], spent: 80, reserved: 0 })
  expect(told).toEqual([40, 40])
})

test('the time of a call ends with its answer, not with its settlement', async () => {
  const { talk } = begin('run_time', 1000)
  await talk.answer(request)
  await talk.answer(request)
  await talk.settled()
  const { rows } = await sql<{ latency_ms: number }>`
    select latency_ms from daybook.journal where run_id = 'run_time' order by seq`.execute(database().db)
  expect(rows.map(({ latency_ms: ms }) => ms)).toEqual([60_000, 60_000])
})

test('a reservation waits for the disk, whatever the settlement before it allows itself', async () => {
  const { db } = database()
  const ask = {
    scope: { runId: 'run_disk', day: '2026-11-21', caps: { account: 1, run: 1000, day: 1_000_000 } },
    call: { kind: 'model' as const, name: 'm', tier: 'work' as const },
    ceilingMicroUsd: 100,
    now: new Date(Date.UTC(2026, 10, 21)),
  }
  const first = await reserveSpend(db, ask)
  const id = first.kind === 'granted' ? first.id : 0
  const waits = await db.transaction().execute(async (trx) => {
    await sql`set local synchronous_commit = on`.execute(trx) // the tests' server does without
    await reserveSpend(trx, ask, { id, now: ask.now, as: { kind: 'void' } })
    const { rows } = await sql<{ waits: string }>`
      select current_setting('synchronous_commit') as waits`.execute(trx)
    return rows[0]?.waits
  })
  expect(waits).toBe('on')
})
