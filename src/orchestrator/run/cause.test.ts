import { expect, test } from 'vitest'
import { causeOfDay, dayIn, routineFor, runIdOf, runKey, skillAskedBy } from './cause.ts'

test.each([
  [
    'late evening in New York is still the day before',
    'America/New_York',
    '2026-11-21T03:00:00Z',
    '2026-11-20',
  ],
  [
    'early morning in Auckland is already the next day',
    'Pacific/Auckland',
    '2026-11-20T12:00:00Z',
    '2026-11-21',
  ],
  ['the hour that summer time skips', 'Europe/Berlin', '2026-03-29T01:30:00Z', '2026-03-29'],
  ['the last minute of the hour that comes twice', 'Europe/Berlin', '2026-10-25T22:59:00Z', '2026-10-25'],
  ['the minute after midnight when it came twice', 'Europe/Berlin', '2026-10-25T23:00:00Z', '2026-10-26'],
])('%s', (_sentence, zone, at, day) => {
  expect(dayIn(zone, new Date(at))).toBe(day)
})

test('the same routine on the same day is the same run; another day or book is another', () => {
  const morning = causeOfDay('work-the-book', 'UTC', new Date('2026-11-21T06:00:00Z'))
  const evening = causeOfDay('work-the-book', 'UTC', new Date('2026-11-21T23:00:00Z'))
  const tomorrow = causeOfDay('work-the-book', 'UTC', new Date('2026-11-22T00:00:00Z'))
  expect(runIdOf(runKey('book_a', morning))).toBe(runIdOf(runKey('book_a', evening)))
  expect(runKey('book_a', tomorrow)).not.toBe(runKey('book_a', morning))
  expect(runKey('book_b', morning)).not.toBe(runKey('book_a', morning))
})

test('one kind of work asked for is a run of its own, and whoever continues it reads from the cause what was asked', () => {
  const now = new Date('2026-11-21T06:00:00Z')
  const day = causeOfDay(routineFor(undefined), 'UTC', now)
  const plans = causeOfDay(routineFor('account-plan'), 'UTC', now)
  const key = (cause: typeof day) => runKey('book_a', cause)
  expect(plans).toMatchObject({ routine: 'work-the-book:account-plan' })
  expect(new Set([key(day), key(plans), key(causeOfDay(routineFor('hygiene'), 'UTC', now))]).size).toBe(3)
  expect(skillAskedBy(plans)).toBe('account-plan')
  expect(skillAskedBy(day)).toBeUndefined()
  expect(skillAskedBy({ kind: 'routine', routine: 'hygiene', day: '2026-11-21' })).toBeUndefined()
  expect(skillAskedBy({ kind: 'request', clientRequestId: 'work-the-book:hygiene' })).toBeUndefined()
})
