import { describe, expect, test } from 'vitest'
import { findKind } from './find-kind.ts'
import { findSource } from './find-source.ts'
import { columnsOf, fieldName } from './header.ts'
import { mapColumns, type MapEntry } from './mapping.ts'
import { mappingText, readMapping } from './mapping-text.ts'

const today = '2026-11-21'

interface List {
  readonly header: readonly string[]
  readonly rows?: readonly (readonly string[])[]
  readonly fileName?: string
  readonly map?: readonly MapEntry[]
}

function look({ header, rows = [], fileName = 'export.csv', map = [] }: List) {
  const columns = columnsOf(header)
  const seen = { columns, sample: rows, today }
  const kind = findKind({ ...seen, fileName })
  const mapping = mapColumns({ ...seen, kind: kind ?? 'accounts' }, map)
  return { kind, mapping, source: findSource({ kind: kind ?? 'accounts', columns, mapping, sample: rows }) }
}

const fields = (list: List): string[] => look(list).mapping.map(({ field }) => field)

describe('values speak, too', () => {
  const base = ['name', 'website']
  const row = (cell: string) => ['Acme', 'acme.example', cell]
  test.each<[string, string, string[], string]>([
    ['Early and Growth are no round of funding', 'stage', ['Early', 'Growth'], 'stage'],
    ['Series A is', 'stage', ['Series A', 'Seed'], 'fundingStage'],
    ['Active and Acquired are no lifecycle', 'status', ['Active', 'Acquired', 'Public'], 'status'],
    ['Customer and Lead are', 'status', ['Customer', 'Lead'], 'lifecycle'],
    ['bands are no head counts', 'employees', ['11-50', '51-200', '10,001+'], 'employeesText'],
    ['head counts with separators are', 'team_size', ['1,200', '40', '0', ''], 'employees'],
    ['epoch seconds are a moment', 'launched_at', ['1322045523', '1768262400'], 'createdAt'],
    [
      'a day before CRMs is when something else was added',
      'Date added',
      ['1957-03-04', '2020-01-01'],
      'dateAdded',
    ],
    ['a day ahead is no day of creation', 'created', ['2031-01-01'], 'created'],
    ['an id column with repeats is none', 'id', ['1', '1', '1', '2'], 'id'],
    ['words are no flag', 'is_hiring', ['five people', 'soon'], 'isHiring'],
  ])('%s', (_sentence, header, cells, field) => {
    expect(fields({ header: [...base, header], rows: cells.map(row) })[2]).toBe(field)
  })

  test('one field is taken once; the second column is kept under its own name', () => {
    expect(fields({ header: ['name', 'company', 'website', 'url'] })).toEqual([
      'name',
      'company',
      'website',
      'url',
    ])
  })

  test('equal headers are told apart', () => {
    expect(columnsOf(['name', 'name', '', ' name ']).map(({ name }) => name)).toEqual([
      'name',
      'name 2',
      'Column 3',
      'name 3',
    ])
  })

  test.each([
    ['GICS Sub-Industry', 'gicsSubIndustry'],
    ['one_liner', 'oneLiner'],
    ['OwnerId', 'ownerId'],
    ['2nd owner', 'column2ndOwner'],
    ['???', 'column4'],
    ['Größe', 'große'],
    ['__proto__', 'proto'],
  ])('%s is kept as %s', (header, name) => {
    expect(fieldName(header, 3)).toBe(name)
  })
})

describe('what a person said', () => {
  const list: List = {
    header: ['Firm, legal', 'Web=Site', 'Internal', 'Score'],
    rows: [['Acme', 'acme.example', 'x', '7']],
    map: [
      { column: 'Firm, legal', field: 'name' },
      { column: 'Web=Site', field: 'website' },
      { column: 'Internal', field: '-' },
    ],
  }

  test('goes before every guess', () => {
    expect(look(list).mapping.map(({ field, why }) => [field, why])).toEqual([
      ['name', 'said'],
      ['website', 'said'],
      ['-', 'left out'],
      ['score', 'custom'],
    ])
  })

  test('the mapping shown can be handed back', () => {
    const { mapping } = look(list)
    const read = readMapping(mappingText(mapping))
    expect(read).toEqual({ entries: mapping.map(({ column, field }) => ({ column: column.name, field })) })
  })

  test.each([
    ['a=name,b=website', 2],
    ['# my list\na=name\n\nb = website\n', 2],
    ['"a,b"=name', 1],
    ['"say ""hi"""=name,x=-', 2],
    ['Größe der Firma=employees', 1],
  ])('%j is read', (text, count) => {
    expect(readMapping(text)).toMatchObject({ entries: { length: count } })
  })

  test.each(['a', 'a=', '=name', 'a=na me', 'a=name,b', '"a=name', 'a=1x'])('%j is not', (text) => {
    expect(readMapping(text)).toHaveProperty('fault')
  })
})

test.each<[string, string[], string[], string]>([
  ['a plain id', ['id', 'name', 'website'], ['7', 'Acme', 'acme.example'], 'list'],
  ['HubSpot', ['Record ID', 'Company name'], ['7', 'Acme'], 'hubspot'],
  ['Pipedrive', ['Organization - ID', 'Organization - Name'], ['7', 'Acme'], 'pipedrive'],
  ['Salesforce', ['Account ID', 'Account Name'], ['001xx000003DGb0AAG', 'Acme'], 'salesforce'],
  ['an official number', ['CIK', 'Security', 'Industry'], ['66740', '3M', 'Tools'], 'cik'],
  [
    'people of companies with an official number',
    ['email', 'first name', 'CIK'],
    ['jo@a.example', 'Jo', '66740'],
    'cik',
  ],
  ['no id', ['name', 'website'], ['Acme', 'acme.example'], 'list'],
])('the source of ids: %s', (_sentence, header, row, source) => {
  expect(look({ header, rows: [row] }).source).toBe(source)
})
