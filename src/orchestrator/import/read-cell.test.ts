import { describe, expect, test } from 'vitest'
import { readCell } from './read-cell.ts'
import type { CellKind } from './targets.ts'

const value = (cell: ReturnType<typeof readCell>) => (cell.kind === 'value' ? cell.value : cell.kind)

describe('a cell is read by the kind of its column', () => {
  test.each<[string, CellKind, unknown]>([
    ['1234', 'number', 1234],
    ['1,234', 'number', 1234],
    ['1,234,567.89', 'number', 1234567.89],
    ['1.234,56', 'number', 1234.56],
    ['1.234.567', 'number', 1234567],
    ['12,5', 'number', 12.5],
    ['1 234', 'number', 1234],
    ['1\u202f234,50', 'number', 1234.5],
    ["1'234", 'number', 1234],
    ['$1,200', 'number', 1200],
    ['EUR 99', 'number', 99],
    ['1.2M', 'number', 1200000],
    ['50k', 'number', 50000],
    ['(500)', 'number', -500],
    ['0', 'number', 0],
    ['1.234', 'number', 'doubt'],
    ['0.125', 'number', 0.125],
    ['11-50', 'number', 'doubt'],
    ['1e400', 'number', 'doubt'],
    ['Infinity', 'number', 'doubt'],
    ['99999999999999999999', 'number', 'doubt'],
    ['-', 'number', 'empty'],
    ['N/A', 'number', 'empty'],
    ['0', 'head-count', 'empty'],
    ['1,234', 'head-count', 1234],
    ['3.5', 'head-count', 'doubt'],
    ['-4', 'head-count', 'doubt'],
    ['50+', 'head-count', 'doubt'],
    ['1902', 'year', 1902],
    ['2013 (1888)', 'year', 'doubt'],
    ['1904/1946/1959', 'year', 'doubt'],
    ['02', 'year', 'doubt'],
    ['2026-03-04', 'date', '2026-03-04'],
    ['2026-03-04T23:30:00-05:00', 'date', '2026-03-04'],
    ['20260304', 'date', '2026-03-04'],
    ['13/04/2026', 'date', '2026-04-13'],
    ['04/13/2026', 'date', '2026-04-13'],
    ['04/04/2026', 'date', '2026-04-04'],
    ['03/04/2026', 'date', 'doubt'],
    ['3.4.2026', 'date', '2026-04-03'],
    ['Mar 4, 2026', 'date', '2026-03-04'],
    ['4 March 2026', 'date', '2026-03-04'],
    ['31/02/2026', 'date', 'doubt'],
    ['2026-02-30', 'date', 'doubt'],
    ['soon', 'date', 'doubt'],
    ['1322045523', 'date', '2011-11-23'],
    ['1322045523', 'moment', '2011-11-23T10:52:03.000Z'],
    ['1322045523000', 'moment', '2011-11-23T10:52:03.000Z'],
    ['2026-03-04', 'moment', '2026-03-04T00:00:00.000Z'],
    ['2026-03-04 13:22', 'moment', '2026-03-04T13:22:00.000Z'],
    ['2026-03-04T13:22:11+02:00', 'moment', '2026-03-04T11:22:11.000Z'],
    ['4/13/2026 1:05 PM', 'moment', '2026-04-13T13:05:00.000Z'],
    ['4/13/2026 13:05 PM', 'moment', 'doubt'],
    ['2026-03-04 25:00', 'moment', 'doubt'],
    ['TRUE', 'flag', true],
    ['no', 'flag', false],
    ['0', 'flag', false],
    ['maybe', 'flag', 'doubt'],
    ['Meteor; Radar ;;Meteor', 'list', ['Meteor', 'Radar']],
    ['Jo <JO@acme.example>', 'email', 'jo@acme.example'],
    ['Customer', 'lifecycle', 'customer'],
    ['Marketing Qualified Lead', 'lifecycle', 'lead'],
    ['Active', 'lifecycle', 'doubt'],
    ['Series A', 'funding', 'Series A'],
    ['Growth', 'funding', 'doubt'],
    ['INCOMING_EMAIL', 'activity-type', 'email'],
    ['  two  blanks inside stay ', 'text', 'two  blanks inside stay'],
    ['Cafe\u0301', 'text', 'Café'],
    ['Acme\u00a0Labs', 'text', 'Acme\u00a0Labs'],
    ['- a dash first', 'text', '- a dash first'],
    ['-', 'text', '-'],
    ['with\r\nbreaks', 'text', 'with\r\nbreaks'],
    ['a\u0000b', 'text', 'doubt'],
    ['a\uFFFDb', 'text', 'doubt'],
    [' \t', 'text', 'empty'],
  ])('%j as %s is %j', (raw, kind, expected) => {
    expect(value(readCell(raw, kind))).toEqual(expected)
  })

  test('an ambiguous day is settled by whoever says the order', () => {
    expect(value(readCell('03/04/2026', 'date', 'mdy'))).toBe('2026-03-04')
    expect(value(readCell('03/04/2026', 'date', 'dmy'))).toBe('2026-04-03')
    expect(value(readCell('13/04/2026', 'date', 'mdy'))).toBe('2026-04-13')
  })
})
