// A short, fixed piece of the chaos suite (npm run test:chaos).
import { expect, test } from 'vitest'
import { databaseStorm } from './database.ts'
import { killKinds } from './kills.ts'

test(
  'the database killed again and again under two workers: every account ends once, as on a calm day',
  { timeout: 300_000 },
  async () => {
    const storm = await databaseStorm({
      minutes: 0.15,
      seed: 5,
      workers: 2,
      accounts: 200,
      step: 16,
      inFlight: 4,
      cap: 6,
      latencyMs: 300,
      fromMs: 1500,
      toMs: 3000,
      note: () => {},
    })
    expect(storm.breaches).toEqual([])
    expect(storm).toMatchObject({ terminal: storm.accounts, duplicates: 0, lost: 0 })
    expect(killKinds.reduce((sum, kind) => sum + storm.kills[kind], 0)).toBe(storm.killed)
    expect(storm.killed).toBeGreaterThan(0)
  },
)
