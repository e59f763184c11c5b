// Runs in a worker with a small heap: counts a part of a large sample book without keeping any of it.
import { parentPort, workerData } from 'node:worker_threads'
import { generate } from '#orchestrator/sample-book/generate.ts'

const { accounts, part } = workerData as { accounts: number; part: number }
const plan = { accounts, seed: 1, now: new Date('2026-11-21T10:00:00Z') }
const counts = { accounts: 0, activities: 0 }
for (const chunk of generate(plan, { from: 0, to: part })) {
  counts.accounts += chunk.accounts.length
  for (const { activities } of chunk.accounts) counts.activities += activities.length
}
parentPort?.postMessage(counts)
