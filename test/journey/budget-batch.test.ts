// A batch is paid as one: what fits under the caps goes, what does not is left for later; nothing waits for itself.
import { expect, test } from 'vitest'
import { Fault } from '#base/fault.ts'
import { budgeted } from '#orchestrator/budget/budgeted.ts'
import { openLedger } from '#orchestrator/budget/ledger.ts'
import { noFaults } from '#ports/faults.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import { noUsage } from '#records/spend.ts'
import { spendBy, spendRest } from '#state/read/spend-by.ts'
import { saying, scriptedModel } from '../fakes/model.ts'
import { useDatabase } from '../setup/database.ts'

const database = useDatabase()
const now = new Date('2026-11-21T09:00:00Z')
const stop = new AbortController().signal

/** Every call costs 40 of its ceiling of 100, by batch as alone. It writes down how many each batch had. */
function priced(): Model & { readonly batches: number[] } {
  const usage = { ...noUsage, modelCalls: 1, inputTokens: 1, microUsd: 40 }
  const answer = { ...saying('fine'), usage }
  const batches: number[] = []
  return {
    ...scriptedModel(answer),
    batches,
    ceiling: () => 100,
    async batch(requests) {
      batches.push(requests.length)
      return requests.map(() => answer)
    },
  }
}

const request: ModelRequest = { tier: 'classify', system: '', tools: [], messages: [], maxTokens: 1 }

async function askFive(runId: string, cap: number) {
  const { db } = database()
  let waits = 0
  const sleep = async (): Promise<void> => void (waits += 1)
  const ledger = openLedger(
    { db, clock: () => now, sleep, random: () => 0.5, faults: noFaults },
    { stop, patienceMs: 5000 },
  )
  const model = priced()
  const caps = { account: cap, run: cap, day: 1_000_000 }
  const { batch } = budgeted(model, ledger, { runId, day: '2026-11-21', caps })
  const answers = await batch?.(Array<ModelRequest>(5).fill(request), { withinMs: 1000, stop })
  const kinds = answers?.map((one) => (one instanceof Fault ? one.kind : one.stopReason))
  const filter = { since: undefined, runId }
  const [spent] = await spendBy(db, 'run', filter)
  return { kinds, waits, batches: model.batches, spent, open: (await spendRest(db, filter)).open }
}

test('a batch that the cap holds as a whole goes as a whole', async () => {
  const { kinds, batches, spent, open } = await askFive('run_whole', 500)
  expect(kinds).toEqual(Array(5).fill('end-turn'))
  expect(batches).toEqual([5])
  expect(spent).toMatchObject({ calls: 5, microUsd: 200 })
  expect(open).toBe(0)
})

test('of a batch that is larger than the cap the first ones go, and nobody waits for what it holds itself', async () => {
  const { kinds, batches, waits, spent, open } = await askFive('run_part', 350)
  expect(kinds).toEqual(['end-turn', 'end-turn', 'end-turn', 'refused', 'refused'])
  expect(batches).toEqual([3])
  expect(waits).toBe(0)
  expect(spent).toMatchObject({ calls: 3, microUsd: 120 })
  expect(open).toBe(0)
})

test('where not even the first one fits, nothing is asked', async () => {
  await expect(askFive('run_none', 50)).rejects.toMatchObject({ name: 'RunStop', stopCause: 'budget' })
})
