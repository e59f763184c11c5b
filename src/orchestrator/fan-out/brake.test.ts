import { expect, test } from 'vitest'
import type { JourneyResult } from '#records/run.ts'
import { brake } from './brake.ts'

type Seen = Pick<JourneyResult, 'outcome' | 'reason' | 'heldBy'>
const times = (count: number, seen: Seen): readonly Seen[] => Array.from({ length: count }, () => seen)
const fine: Seen = { outcome: 'committed', reason: '', heldBy: [] }
const down: Seen = { outcome: 'failed', reason: 'the model did not answer', heldBy: [] }
const held = (...heldBy: readonly string[]): Seen => ({ outcome: 'held', reason: '', heldBy: [...heldBy] })

test.each<[string, readonly Seen[], string | undefined]>([
  ['too few accounts to judge', times(19, down), undefined],
  ['half failed is not over half', [...times(10, down), ...times(10, fine)], undefined],
  [
    'eleven of twenty failed for one cause',
    [...times(9, fine), ...times(11, down)],
    '11 of the last 20 accounts failed: the model did not answer',
  ],
  ['old failures no longer count', [...times(20, down), ...times(20, fine)], undefined],
  [
    'failures of two causes do not add up',
    [...times(10, down), ...times(10, { ...down, reason: 'another' })],
    undefined,
  ],
  [
    'a cap that is too low for every account says another amount each time, and is one cause',
    Array.from({ length: 20 }, (_, at) => ({ ...down, reason: `the next call may cost up to $0.15${at}` })),
    '20 of the last 20 accounts failed: the next call may cost up to $0.1519',
  ],
  [
    'held by one rule among others',
    times(20, held('suppressed', 'confidence')).map((seen, at) => (at < 11 ? seen : held('confidence'))),
    '20 of the last 20 accounts were held by the rule confidence',
  ],
  [
    'one account held twice by a rule counts once',
    [...times(10, held('live-thread', 'live-thread')), ...times(10, fine)],
    undefined,
  ],
])('%s', (_sentence, latest, expected) => {
  expect(brake(latest)).toBe(expected)
})
