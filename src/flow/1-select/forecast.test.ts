import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SelectConfig } from '#records/config.ts'
import { forecast, limitThatWouldDo, reserveSeats, tightest, waitThatWouldDo, type Due } from './forecast.ts'

const config = SelectConfig.parse({})

test.each([
  ['an empty book', [], 66, undefined],
  ['one run is enough for what is due now', [{ due: 1, accounts: 66 }], 66, undefined],
  ['one too many now', [{ due: 1, accounts: 67 }], 66, { due: 1, accounts: 67 }],
  [
    'what is due later adds up',
    [
      { due: 1, accounts: 60 },
      { due: 2, accounts: 73 },
    ],
    66,
    { due: 2, accounts: 133 },
  ],
  [
    'somebody too late is a shortfall, however many seats there are',
    [{ due: 0, accounts: 1 }],
    66,
    { due: 0, accounts: 1 },
  ],
])('%s', (_sentence, due, reserve, tight) => {
  expect(tightest(due, reserve)).toEqual(tight)
})

test('the reserve is at most a third of the set', () => {
  expect([1, 2, 3, 199, 200, 300].map((limit) => reserveSeats(limit, config))).toEqual([0, 0, 1, 66, 66, 100])
})

test('a shortfall says what was counted and what would do', () => {
  const [shortfall] = forecast({ due: [{ due: 3, accounts: 400 }], mostLate: 0 }, [], { limit: 200, config })
  expect(shortfall).toEqual({
    promise: 'max-wait',
    found: '400 accounts are due within 3 runs, the reserve serves 198',
    wouldDo: '--limit 402, or maxWaitDays 94',
  })
})

describe('what it names would do, and nothing smaller', () => {
  const histogram = fc
    .dictionary(fc.integer({ min: 1, max: 40 }).map(String), fc.integer({ min: 1, max: 300 }), { minKeys: 1 })
    .map((counts): readonly Due[] =>
      Object.entries(counts).map(([due, accounts]) => ({ due: Number(due), accounts })),
    )

  test('the limit', () => {
    fc.assert(
      fc.property(histogram, (due) => {
        const limit = limitThatWouldDo(due, config) ?? 0
        expect(tightest(due, reserveSeats(limit, config))).toBeUndefined()
        expect(tightest(due, reserveSeats(limit - 1, config))).toBeDefined()
      }),
      { numRuns: 300, seed: 3 },
    )
  })

  test('maxWaitDays', () => {
    fc.assert(
      fc.property(histogram, fc.integer({ min: 1, max: 50 }), (due, reserve) => {
        const runs = (waitThatWouldDo({ due, mostLate: 0 }, reserve, config) ?? 0) - config.maxWaitDays
        const later = (more: number) => due.map((row) => ({ ...row, due: row.due + more }))
        expect(tightest(later(runs), reserve)).toBeUndefined()
        if (runs > 0) expect(tightest(later(runs - 1), reserve)).toBeDefined()
      }),
      { numRuns: 300, seed: 4 },
    )
  })
})
