import { expect, test } from 'vitest'
import { judgedAt } from './clock.ts'

const known = (value: string) => ({ kind: 'known', value: new Date(value) }) as const
const epoch = '1970-01-01T00:00:00.000Z'
const now = '2026-11-20T09:00:00.000Z'

test.each([
  ['nothing was seen', [], now, 'known'],
  ['the CRM saw less', ['2026-11-01T00:00:00.000Z'], now, 'known'],
  ['the CRM is a day ahead', ['2026-11-21T09:00:00.000Z'], now, 'known'],
  ['it is ahead by more', ['2026-11-21T09:00:00.001Z'], epoch, 'unreadable'],
  ['one of two is', ['2026-11-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'], epoch, 'unreadable'],
])('%s', (_sentence, seen, moment, kind) => {
  const judged = judgedAt(known(now), seen)
  expect([judged.now, judged.clock.kind]).toEqual([moment, kind])
})

test.each([
  ['no date', known('no date'), 'the clock gave no date'],
  ['no answer', { kind: 'unreadable', reason: 'no time server' } as const, 'no time server'],
])('%s is no moment', (_sentence, read, reason) => {
  expect(judgedAt(read, [now])).toEqual({ now: epoch, clock: { kind: 'unreadable', reason } })
})

test('the reviewer reads how far the clock stands behind', () => {
  expect(judgedAt(known(now), ['2026-12-01T00:00:00.000Z']).clock).toEqual({
    kind: 'unreadable',
    reason: `the clock says ${now}, but the CRM saw 2026-12-01T00:00:00.000Z already`,
  })
})
