import { expect, test } from 'vitest'
import { progressLine } from './progress.ts'

const counts = { selected: 200, committed: 130, held: 12, failed: 1, none: 0, open: 57 }

test.each([
  [
    'all parts, minutes left',
    { counts, retrying: 2, usd: 11.42, elapsedMs: 900_000, finished: 143 },
    'work 143/200 · 12 in review · 1 failed · 2 retrying · $11.42 · 6 min left',
  ],
  [
    'nothing to say of reviews, failures or time',
    { counts: { ...counts, held: 0, failed: 0, open: 200 }, retrying: 0, usd: 0, elapsedMs: 10, finished: 0 },
    'work 0/200 · $0.00',
  ],
  [
    'seconds left',
    { counts: { ...counts, open: 10 }, retrying: 0, usd: 0, elapsedMs: 190_000, finished: 190 },
    'work 190/200 · 12 in review · 1 failed · $0.00 · 10 s left',
  ],
])('%s', (_sentence, state, line) => {
  expect(progressLine(state)).toBe(line)
})
