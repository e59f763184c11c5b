import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { useDatabase } from '../setup/database.ts'
import { counts, crmSchema, importBook, listFile, memoryFile, runImport } from './import-book.ts'

const database = useDatabase(crmSchema)
let minutes = 0
const clock = () => new Date(Date.parse('2026-11-21T08:00:00Z') + minutes * 60_000)
const book = () => importBook(database(), clock)

describe('what is broken', () => {
  test.each<[string, string | Uint8Array, string, string[]]>([
    [
      'ragged rows',
      'id,name,website\n1,R1,r1.example\n2,R2\n3,R3,r3.example,extra\n4,R4,r4.example,\n',
      '2 0 0 2',
      ['3:3', '4:4'],
    ],
    ['an unterminated quote', 'id,name,website\n5,"R5,r5.example\n6,R6,r6.example\n', '1 0 0 1', ['2:2']],
    [
      'rows that name nobody',
      'id,name,website\n,,\n,,http://\n7,R7,r7.example\n',
      '1 0 0 2',
      ['2:2', '3:3', '3:3'],
    ],
    ['a NUL inside', 'id,name,website\n8,R8\u0000x,r8.example\n', '1 0 0 0', ['2:2']],
    ['two equal headers', 'id,name,name,website\n9,R9,Other,r9.example\n', '1 0 0 0', []],
    ['only a header', 'id,name,website\n', '0 0 0 0', []],
    ['UTF-16', Buffer.from('\uFEFFid,name,website\r\n10,Zoë,r10.example\r\n', 'utf16le'), '1 0 0 0', []],
    ['Windows-1252', Buffer.from('id;name;website\r\n11;Caf\xe9;r11.example\r\n', 'latin1'), '1 0 0 0', []],
    [
      'broken bytes in UTF-8',
      Buffer.concat([
        Buffer.from('id,name,website\n12,Zoë Café,r12.example\n13,bad '),
        Buffer.from([0xff]),
        Buffer.from(',r13.example\n'),
      ]),
      '2 0 0 0',
      ['3:3'],
    ],
    [
      'a mark, CR LF and a break inside quotes',
      '\uFEFFid,name,website,about\r\n14,R14,r14.example,"two\r\nlines"\r\n15,R15,r15.example,x\r\n',
      '2 0 0 0',
      [],
    ],
  ])('%s: every row is accounted for, good ones are kept', async (name, content, expected, places) => {
    const done = await runImport(book(), [memoryFile('broken.csv', content)], {
      as: 'accounts',
      source: `broken-${name.replaceAll(/\W/g, '')}`,
    })
    expect(counts(done)).toBe(expected)
    expect(done.tally.rows).toBe(expected.split(' ').reduce((sum, n) => sum + Number(n), 0))
    expect(done.findings.map(({ row, line }) => `${row}:${line}`)).toEqual(places)
  })

  test.each<[string, string, RegExp]>([
    ['an empty file', '', /is empty/],
    ['blank lines only', '\n\n \n', /is empty/],
    ['headers that say nothing', 'foo,bar\n1,2\n', /cannot tell what/],
    ['a workbook', 'PK\u0003\u0004xyz', /Excel workbook/],
  ])('%s is refused in words', async (_sentence, content, message) => {
    await expect(runImport(book(), [memoryFile('no.csv', content)])).rejects.toThrow(message)
  })

  test('a mapping for a column that is not there is refused, not ignored', async () => {
    const file = memoryFile('x.csv', 'id,name\n1,A\n')
    await expect(runImport(book(), [file], { map: [{ column: 'nmae', field: 'name' }] })).rejects.toThrow(
      /nmae/,
    )
  })
})

test('a stop keeps what is done, and the next import goes on', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => [`${i}`, `S${i}`, `s${i}.example`])
  const stop = new AbortController()
  const file = listFile('stop.csv', [['id', 'name', 'website'], ...rows])
  let opened = 0
  const stopping = {
    ...file,
    async *open() {
      opened += 1
      for await (const chunk of memoryFile(
        '',
        stringify([['id', 'name', 'website'], ...rows]),
        4096,
      ).open()) {
        yield chunk
        if (opened > 2) stop.abort()
      }
    },
  }
  const half = await runImport(book(), [stopping], { source: 'stop', stop: stop.signal })
  expect(half.result.isInterrupted).toBe(true)
  expect(half.tally.created).toBeGreaterThan(0)
  expect(half.tally.created).toBeLessThan(3000)
  const whole = await runImport(book(), [file], { source: 'stop' })
  expect([whole.tally.created, whole.tally.unchanged]).toEqual([
    3000 - half.tally.created,
    half.tally.created,
  ])
})

test('whatever the rows: each is counted once, and the second import changes nothing', async () => {
  const cell = fc.constantFrom(
    '',
    ' ',
    'Acme',
    'acme',
    'Beta "B"',
    'a,b',
    'x\ny',
    'acme.example',
    'http://',
    'github.com/a',
    '12',
    '1,200',
    '0',
    'n/a',
    '-',
  )
  const row = fc.tuple(fc.constantFrom('1', '2', '3', '4', '', ' '), cell, cell, cell, cell)
  let nth = 0
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 14 }), async (rows) => {
      nth += 1
      const file = listFile('any.csv', [['id', 'name', 'website', 'employees', 'note'], ...rows])
      const header = ['id=key', 'name=name', 'website=website', 'employees=employees'].map((pair) =>
        pair.split('='),
      )
      const map = header.map(([column = '', field = '']) => ({ column, field }))
      const ask = { as: 'accounts' as const, source: `any${nth}`, map }
      const first = await runImport(book(), [file], ask)
      const { tally } = first
      expect(tally.rows).toBe(tally.created + tally.updated + tally.unchanged + tally.rejected)
      minutes += 1
      const second = await runImport(book(), [file], ask)
      expect(counts(second)).toBe(`0 0 ${tally.rows - tally.rejected} ${tally.rejected}`)
      expect(second.tally.newSuggestions).toBe(0)
    }),
    { seed: 11, numRuns: 40 },
  )
})
