import { expect, test } from 'vitest'
import { anchorsOf } from './anchor.ts'

const line = (seq: number, more: object = {}): string =>
  JSON.stringify({ at: '2026-11-21T09:00:00Z', seq, hash: `h${seq}`, systemIdentifier: '7', ...more })
const seqs = (...lines: readonly string[]) => anchorsOf(lines.join('\n')).anchors.map(({ seq }) => seq)

test('anchors are read in the order of the file, and an empty file holds none', () => {
  expect(seqs(line(3), line(9), '')).toEqual([3, 9])
  expect(seqs('')).toEqual([])
})

test('a line that a crash cut short is named and costs no other line', () => {
  expect(anchorsOf(`${line(3)}\n${line(5).slice(0, 20)}\n${line(9)}\n`)).toMatchObject({
    anchors: [{ seq: 3 }, { seq: 9 }],
    unreadable: [2],
  })
})

test('what lies beyond an accepted chain does not count any more; what lies before it does', () => {
  expect(seqs(line(3), line(9), line(5, { acceptedBy: 'person:Ada' }), line(7))).toEqual([3, 5, 7])
})

test('an anchor at the accepted row itself may have been of the other chain', () => {
  expect(seqs(line(5), line(5, { acceptedBy: 'person:Ada' }))).toEqual([5])
})
