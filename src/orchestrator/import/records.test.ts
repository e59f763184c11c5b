import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Delimiter } from './delimiter.ts'
import { findDelimiter } from './delimiter.ts'
import { LineCutter, longestRecord } from './lines.ts'
import { type Piece, RecordReader } from './records.ts'

function read(text: string, chunk = 5, delimiter: Delimiter = ','): readonly Piece[] {
  const cutter = new LineCutter(text)
  const reader = new RecordReader(delimiter)
  const pieces: Piece[] = []
  for (let at = 0; at < text.length; at += chunk)
    pieces.push(...reader.add(cutter.add(text.slice(at, at + chunk)), false))
  return [...pieces, ...reader.add(cutter.end(), true)]
}

/** `row:line cells` of a record, `row:line ! text` of a broken one. */
const shown = (piece: Piece): string =>
  `${piece.row}:${piece.line} ${piece.kind === 'record' ? piece.cells.join('|') : `! ${piece.text}`}`

describe('records and the lines they start on', () => {
  test.each<[string, string, string[]]>([
    ['plain rows', 'a,b\n1,2\n', ['1:1 a|b', '2:2 1|2']],
    ['no line break at the end', 'a,b\n1,2', ['1:1 a|b', '2:2 1|2']],
    ['CR LF', 'a,b\r\n1,2\r\n', ['1:1 a|b', '2:2 1|2']],
    ['lone CR', 'a,b\r1,2\r', ['1:1 a|b', '2:2 1|2']],
    ['a break inside quotes stays as it is', 'a,b\n1,"x\r\ny"\n2,z', ['1:1 a|b', '2:2 1|x\r\ny', '3:4 2|z']],
    ['doubled quotes', 'a,b\n1,"say ""hi"""', ['1:1 a|b', '2:2 1|say "hi"']],
    ['blank lines are no rows but count as lines', 'a,b\n\n1,2\n  \n3,4', ['1:1 a|b', '3:3 1|2', '5:5 3|4']],
    ['a wrong number of cells is a record all the same', 'a,b\n1\n1,2,3', ['1:1 a|b', '2:2 1', '3:3 1|2|3']],
    ['an inch mark is a letter', 'a,b\n1,5" disk\n2,x', ['1:1 a|b', '2:2 1|5" disk', '3:3 2|x']],
    [
      'an open quote costs its own line',
      'a,b\n1,"x\n2,y\n3,z',
      ['1:1 a|b', '2:2 ! 1,"x', '3:3 2|y', '4:4 3|z'],
    ],
    [
      'an open quote that a later one closes costs its own line',
      'a,b\n1,"x\n2,y\n3,"z"\n4,w',
      ['1:1 a|b', '2:2 ! 1,"x', '3:3 2|y', '4:4 3|z', '5:5 4|w'],
    ],
    [
      'a quote that closes by luck, with a wrong number of cells',
      'a,b,c\n1,"x,y\n2,q,r\n3,u",w,z',
      ['1:1 a|b|c', '2:2 ! 1,"x,y', '3:3 2|q|r', '4:4 ! 3,u",w,z'],
    ],
    ['a quote not doubled', 'a,b\n1,"x "y" z"\n2,w', ['1:1 a|b', '2:2 ! 1,"x "y" z"', '3:3 2|w']],
    ['only a header', 'a,b\n', ['1:1 a|b']],
    ['nothing', '', []],
  ])('%s', (_sentence, text, pieces) => {
    expect(read(text).map(shown)).toEqual(pieces)
    expect(read(text, 1).map(shown)).toEqual(pieces)
    expect(read(text, 10_000).map(shown)).toEqual(pieces)
  })

  test('a line longer than a record may be is reported, and the next one read', () => {
    const pieces = read(`a,b\n1,${'x'.repeat(longestRecord)}\n2,y`, 100_000)
    expect(pieces.map(({ kind, row }) => [kind, row])).toEqual([
      ['record', 1],
      ['broken', 2],
      ['record', 3],
    ])
  })

  test('an open quote in front of megabytes costs its own line and bounded memory', () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `${i},some text to fill the line`)
    const pieces = read(`a,b\n0,"x\n${rows.join('\n')}`, 65_536)
    expect(pieces.filter(({ kind }) => kind === 'broken')).toHaveLength(1)
    expect(pieces).toHaveLength(rows.length + 2)
  })

  test('whatever a CSV writer writes is read back, in any chunks', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r\n', ' ', ';', '𝒜'),
      maxLength: 6,
    })
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 40 }), (rows, chunk) => {
        const header = ['x', 'y', 'z']
        // Quoted everywhere: an unquoted row of empty cells and blanks is a blank line to everybody.
        const text = stringify([header, ...rows], { quoted: true, quoted_empty: true })
        const records = read(text, chunk).flatMap((piece) => (piece.kind === 'record' ? [piece.cells] : []))
        expect(records).toEqual([header, ...rows])
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  test('broken or not, no line is lost', () => {
    const line = fc.string({ unit: fc.constantFrom('a', '"', ','), minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
        const pieces = read(['h,i', ...lines].join('\n'), 3)
        const spoken = pieces.map((piece) => (piece.kind === 'record' ? piece.cells.join('\n') : piece.text))
        const breaks = spoken.reduce((sum, text) => sum + text.split('\n').length - 1, 0)
        // Every line starts a piece or stands, with its break, inside the cells of one.
        expect(pieces.length + breaks).toBeGreaterThanOrEqual(lines.length + 1)
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})

test.each<[string, string[], Delimiter]>([
  ['commas', ['a,b,c', '1,2,3'], ','],
  ['semicolons with decimal commas', ['a;b;c', '1,5;2,5;3,5'], ';'],
  ['tabs', ['a\tb', '1\t2'], '\t'],
  ['pipes', ['a|b|c', '1|2|3'], '|'],
  ['semicolons inside cells do not mislead', ['a,b,c', '1;2;3,x,y'], ','],
  ['a delimiter inside quotes does not count', ['"a;b;c;d",e', 'x,y'], ','],
  ['one column', ['name', 'Acme'], ','],
])('the delimiter: %s', (_sentence, lines, delimiter) => {
  expect(findDelimiter(lines)).toBe(delimiter)
})
