import { expect, test } from 'vitest'
import { useDatabase } from '../setup/database.ts'
import { simulateRun, watchBudgets } from './budget-simulation.ts'

const database = useDatabase()

test('random runs: no cap is exceeded at any moment, and the ledger is what was used, to the token', async () => {
  const { db, ownerDb } = database()
  await watchBudgets(ownerDb)
  let calls = 0
  for (let n = 1; n <= 40; n += 1) {
    const seen = await simulateRun(db, n)
    calls += seen.calls
    expect({ n, ...seen }).toEqual({ n, calls: seen.calls, overCap: 0, difference: 0, unbalanced: 0 })
  }
  expect(calls).toBeGreaterThan(400)
})
