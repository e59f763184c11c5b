import { describe, expect, test } from 'vitest'
import { OutreachConfig } from '#records/gate-config.ts'
import { opening } from './send-window.ts'
import { plausibleZones } from './zones.ts'

const outreach = OutreachConfig.parse({})
const ahead = (
  zones: readonly string[],
  at: string,
  { hours = 72, country = 'US', more = outreach } = {},
) => {
  const from = new Date(at)
  return opening({ zones, country }, more, {
    from,
    until: new Date(from.getTime() + hours * 3_600_000),
  })?.toISOString()
}

describe('when a message may arrive next', () => {
  test.each([
    ['now', 'Europe/Berlin', '2026-11-20T09:00:00.000Z', '2026-11-20T09:00:00.000Z'],
    ['this morning', 'Europe/Berlin', '2026-11-20T05:00:00.000Z', '2026-11-20T07:00:00.000Z'],
    ['after the weekend', 'Europe/Berlin', '2026-11-20T17:00:00.000Z', '2026-11-23T07:00:00.000Z'],
    ['summer time', 'Europe/Berlin', '2026-07-17T05:00:00.000Z', '2026-07-17T06:00:00.000Z'],
    ['summer time begins on Sunday', 'Europe/Berlin', '2026-03-27T17:30:00.000Z', '2026-03-30T06:00:00.000Z'],
    ['summer time ends on Sunday', 'Europe/Berlin', '2026-10-23T16:30:00.000Z', '2026-10-26T07:00:00.000Z'],
    [
      'in New York it begins two weeks earlier',
      'America/New_York',
      '2026-03-06T23:30:00.000Z',
      '2026-03-09T12:00:00.000Z',
    ],
    ['half an hour off', 'Asia/Kolkata', '2026-11-20T00:00:00.000Z', '2026-11-20T02:30:00.000Z'],
    [
      'Friday there, Thursday here',
      'Pacific/Auckland',
      '2026-11-19T20:00:00.000Z',
      '2026-11-19T20:00:00.000Z',
    ],
    [
      'Saturday there, Friday here',
      'Pacific/Auckland',
      '2026-11-20T20:00:00.000Z',
      '2026-11-22T19:00:00.000Z',
    ],
    ['four free days in a row', 'Europe/Berlin', '2026-12-23T17:00:00.000Z', undefined],
    [
      'and the first of them is in reach',
      'Europe/Berlin',
      '2026-12-25T17:00:00.000Z',
      '2026-12-28T07:00:00.000Z',
    ],
  ])('%s', (_sentence, zone, at, expected) => {
    expect(ahead([zone], at)).toBe(expected)
  })

  test('in all zones a recipient may be in', () => {
    const zones = ['America/New_York', 'America/Los_Angeles']
    expect(ahead(zones, '2026-11-20T13:00:00.000Z')).toBe('2026-11-20T16:00:00.000Z')
    expect(ahead(zones, '2026-11-20T23:00:00.000Z', { hours: 0 })).toBeUndefined()
  })

  test('zones too far apart have no hour in common', () => {
    expect(ahead(['Europe/Kaliningrad', 'Asia/Kamchatka'], '2026-11-16T00:00:00.000Z')).toBeUndefined()
  })

  test.each([
    ['in its country', 'DE:10-05', 'DE', undefined],
    ['in another country', 'DE:10-05', 'AT', '2026-10-05T08:00:00.000Z'],
    ['once', '2026-10-05', 'DE', undefined],
    ['in another year', '2027-10-05', 'DE', '2026-10-05T08:00:00.000Z'],
    ['every year', '10-05', 'DE', undefined],
  ])('a holiday %s', (_sentence, holiday, country, expected) => {
    const more = OutreachConfig.parse({ holidays: [holiday] })
    expect(ahead(['Europe/Berlin'], '2026-10-05T08:00:00.000Z', { hours: 0, country, more })).toBe(expected)
  })

  test('a window of the book’s own', () => {
    const more = OutreachConfig.parse({ window: { from: '09:30', to: '09:31' } })
    expect(ahead(['Europe/Berlin'], '2026-11-20T00:00:00.000Z', { more })).toBe('2026-11-20T08:30:00.000Z')
  })
})

describe('where somebody may be', () => {
  test.each<[string, Record<string, string>, Record<string, string>, readonly string[]]>([
    ['the contact’s zone', { timeZone: 'Asia/Tokyo' }, { timeZone: 'Europe/Berlin' }, ['Asia/Tokyo']],
    ['the account’s zone', {}, { timeZone: 'Europe/Berlin', country: 'Japan' }, ['Europe/Berlin']],
    ['the contact’s country', { country: 'Japan' }, { country: 'Germany' }, ['Asia/Tokyo']],
    ['the account’s country', {}, { country: 'Deutschland' }, ['Europe/Berlin', 'Europe/Zurich']],
    [
      'the end of an address',
      {},
      { location: 'Porto, Portugal' },
      ['Atlantic/Azores', 'Atlantic/Madeira', 'Europe/Lisbon'],
    ],
    ['a state is no country', {}, { location: 'Toronto, CA' }, []],
    ['nothing', {}, {}, []],
    ['no zone at all', { timeZone: 'soon' }, {}, []],
  ])('%s', (_sentence, contact, account, expected) => {
    expect([...plausibleZones(contact, account)].toSorted()).toEqual(expected)
  })
})
