import { describe, expect, test } from 'vitest'
import { between, dayOf, moved, weekdayOf } from './days.ts'

describe('which day a moment falls on', () => {
  test.each([
    ['late in UTC is tomorrow in Auckland', '2026-11-20T12:30:00.000Z', 'Pacific/Auckland', '2026-11-21'],
    ['early in UTC is yesterday in New York', '2026-11-20T03:00:00.000Z', 'America/New_York', '2026-11-19'],
    ['summer time in Berlin', '2026-06-30T22:30:00.000Z', 'Europe/Berlin', '2026-07-01'],
    ['winter time in Berlin', '2026-11-30T22:30:00.000Z', 'Europe/Berlin', '2026-11-30'],
  ])('%s', (_sentence, at, zone, day) => {
    expect(dayOf(at, zone)).toBe(day)
  })
})

describe('how far two days are apart', () => {
  test.each([
    ['over a change of the clocks', '2026-03-28', '2026-03-30', 2, 0],
    ['from a Friday to a Monday', '2026-11-20', '2026-11-23', 3, 1],
    ['backwards', '2026-11-20', '2026-11-10', -10, -8],
    ['a leap day', '2028-02-28', '2028-03-01', 2, 2],
    ['the same day', '2026-11-20', '2026-11-20', 0, 0],
  ])('%s', (_sentence, from, to, days, businessDays) => {
    expect(between(from, to)).toEqual({ days, businessDays })
  })
})

describe('the day so far from another', () => {
  test.each([
    ['ninety days before the end of a contract', '2026-12-31', { addDays: -90 }, '2026-10-02'],
    ['the next business day after a Friday', '2026-11-20', { addBusinessDays: 1 }, '2026-11-23'],
    ['the next business day after a Saturday', '2026-11-21', { addBusinessDays: 1 }, '2026-11-23'],
    ['the business day before a Monday', '2026-11-23', { addBusinessDays: -1 }, '2026-11-20'],
    ['over the end of a short month', '2026-02-27', { addDays: 2 }, '2026-03-01'],
    ['over a change of the clocks', '2026-10-24', { addDays: 2 }, '2026-10-26'],
  ])('%s', (_sentence, day, by, wanted) => {
    expect(moved(day, by)).toBe(wanted)
  })
})

test('a day has a weekday', () => {
  expect(weekdayOf('2026-11-20')).toBe('Friday')
})
