import { describe, expect, test } from 'vitest'
import { useDatabase } from '../setup/database.ts'
import { counts, crmSchema, fieldsOf, importBook, listFile, runImport } from './import-book.ts'

const database = useDatabase(crmSchema)
let minutes = 0
const clock = () => new Date(Date.parse('2026-11-21T08:00:00Z') + minutes * 60_000)
const book = () => importBook(database(), clock)

describe('a list and its newer exports', () => {
  const header = ['id', 'name', 'website', 'team_size', 'Region']
  const file = (rows: readonly (readonly string[])[]) => listFile('crm.csv', [header, ...rows])
  const source = { source: 'first' }

  test('the first import makes the accounts, the second changes nothing', async () => {
    const rows = [
      ['1', 'Acme', 'acme.example', '1,200', 'EMEA'],
      ['2', 'Beta', 'https://www.beta.example/x', '0', ''],
    ]
    expect(counts(await runImport(book(), [file(rows)], source))).toBe('2 0 0 0')
    const stored = await fieldsOf(book(), 'first:1')
    expect(stored).toEqual({
      name: 'Acme',
      website: 'acme.example',
      domain: 'acme.example',
      employees: 1200,
      region: 'EMEA',
    })
    expect(await fieldsOf(book(), 'first:2')).toEqual({
      name: 'Beta',
      website: 'https://www.beta.example/x',
      domain: 'beta.example',
    })
    minutes += 1
    expect(counts(await runImport(book(), [file(rows)], source))).toBe('0 0 2 0')
  })

  test('a newer export changes only the cells that differ; an emptied cell clears nothing', async () => {
    minutes += 1
    const rows = [
      ['1', 'Acme', '', '1,300', 'EMEA'],
      ['2', 'Beta', 'https://www.beta.example/x', '0', ''],
    ]
    expect(counts(await runImport(book(), [file(rows)], source))).toBe('0 1 1 0')
    expect(await fieldsOf(book(), 'first:1')).toMatchObject({ employees: 1300, domain: 'acme.example' })
  })

  test('an older export, called so, changes nothing back', async () => {
    const old = { ...source, asOf: '2026-01-01T00:00:00.000Z' }
    const { tally, findings } = await runImport(
      book(),
      [file([['1', 'Acme', 'acme.example', '900', 'EMEA']])],
      old,
    )
    expect(tally.unchanged).toBe(1)
    expect(findings.map(({ severity, reason }) => [severity, reason])).toEqual([
      ['note', 'older than 1300, kept'],
    ])
    expect(await fieldsOf(book(), 'first:1')).toMatchObject({ employees: 1300 })
  })

  test('a dry run counts the same and writes nothing', async () => {
    const rows = [
      ['1', 'Acme', 'acme.example', '1,400', 'EMEA'],
      ['3', 'New', 'new.example', '', ''],
    ]
    expect(counts(await runImport(book(), [file(rows)], { ...source, isDryRun: true }))).toBe('1 1 0 0')
    expect(await fieldsOf(book(), 'first:1')).toMatchObject({ employees: 1300 })
    expect(await book().world.crm.match('account', 'key', ['first:3'])).toEqual([])
  })

  test('what a person wrote is not overwritten by a list without a date', async () => {
    const { crm } = book().world
    const [account] = await crm.match('account', 'key', ['first:1'])
    if (account === undefined) throw new Error('no account')
    await crm.upsert('account', [
      { id: account.id, fields: { region: 'DACH' }, by: 'person', at: clock().toISOString() },
    ])
    minutes += 1
    const again = await runImport(book(), [file([['1', 'Acme', 'acme.example', '1,300', 'EMEA']])], source)
    expect([counts(again), again.tally.doubtful]).toEqual(['0 0 1 0', 1])
    expect(await fieldsOf(book(), 'first:1')).toMatchObject({ region: 'DACH' })
  })
})

describe('who is who', () => {
  test('a second source joins by domain, remembers its key, and finds itself again', async () => {
    await runImport(
      book(),
      [
        listFile('a.csv', [
          ['id', 'name', 'website'],
          ['7', 'Gamma', 'gamma.example'],
        ]),
      ],
      { source: 'aa' },
    )
    const second = [
      listFile('b.csv', [
        ['id', 'name', 'website', 'city'],
        ['70', 'Gamma Ltd', 'www.gamma.example', 'Bonn'],
      ]),
    ]
    minutes += 1
    expect(counts(await runImport(book(), second, { source: 'bb' }))).toBe('0 1 0 0')
    expect(await fieldsOf(book(), 'aa:7')).toMatchObject({ name: 'Gamma Ltd', city: 'Bonn' })
    minutes += 1
    expect(counts(await runImport(book(), second, { source: 'bb' }))).toBe('0 0 1 0')
  })

  test('two keys of one source on one domain stay two, and are suggested once', async () => {
    const file = listFile('t.csv', [
      ['id', 'name', 'website'],
      ['21', 'Tap to Learn', 'tap.example'],
      ['1362', 'TapToLearn', 'tap.example'],
    ])
    const first = await runImport(book(), [file], { source: 'tt' })
    expect([counts(first), first.tally.suggestions, first.tally.newSuggestions]).toEqual(['2 0 0 0', 1, 1])
    const second = await runImport(book(), [file], { source: 'tt' })
    expect([counts(second), second.tally.suggestions, second.tally.newSuggestions]).toEqual(['0 0 2 0', 1, 0])
  })

  test('one key in two rows: the first counts, the second fills gaps and is reported', async () => {
    const file = listFile('share.csv', [
      ['CIK', 'Security', 'Symbol', 'Sector', 'City'],
      ['1', 'Alpha A', 'AAA', 'Tools', ''],
      ['1', 'Alpha B', 'AAB', 'Tools', 'Bonn'],
    ])
    const ask = { map: [{ column: 'CIK', field: 'key' }] }
    const first = await runImport(book(), [file], ask)
    expect([counts(first), first.tally.doubtful]).toEqual(['1 1 0 0', 2])
    expect(await fieldsOf(book(), 'cik:1')).toMatchObject({ name: 'Alpha A', symbol: 'AAA', city: 'Bonn' })
    expect(counts(await runImport(book(), [file], ask))).toBe('0 0 2 0')
  })

  test('ids of another system stop the import before it writes', async () => {
    const rows = (of: string) => ['1', '2', '3', '4'].map((id) => [id, `${of} ${id}`, `${of}${id}.example`])
    await runImport(book(), [listFile('one.csv', [['id', 'name', 'website'], ...rows('one')])])
    const other = [listFile('two.csv', [['id', 'name', 'website'], ...rows('two')])]
    await expect(runImport(book(), other)).rejects.toMatchObject({
      kind: 'refused',
      next: expect.stringMatching(/--source/),
    })
    expect(await fieldsOf(book(), 'list:1')).toMatchObject({ name: 'one 1' })
    expect(counts(await runImport(book(), other, { source: 'two' }))).toBe('4 0 0 0')
  })
})

test('contacts, deals and activities find their companies, in any order of files', async () => {
  const files = [
    listFile('activities.csv', [
      ['Activity ID', 'Type', 'Subject', 'Activity date', 'Company ID', 'Contact email', 'Outcome'],
      ['a1', 'Call', 'Hello', '2026-10-02 10:00', 'c1', 'jo@delta.example', 'Connected'],
      ['a2', 'Email', 'Lost', '2026-10-02', 'c9', '', ''],
    ]),
    listFile('deals.csv', [
      ['Deal ID', 'Deal name', 'Amount', 'Deal stage', 'Close date', 'Company ID', 'Deal owner'],
      ['d1', 'Big', '$1,200', 'Legal review', '2026-12-31', 'c1', 'Ann Lee'],
    ]),
    listFile('contacts.csv', [
      ['Email', 'First name', 'Last name', 'Company'],
      ['JO@delta.example', 'Jo', 'Doe', ''],
      ['al@gmail.com', 'Al', 'Roe', 'Delta'],
      ['x@nowhere.example', 'X', 'Y', 'Nowhere'],
      ['', 'No', 'Mail', 'Delta'],
    ]),
    listFile('companies.csv', [
      ['Company ID', 'Company name', 'Website', 'Account owner'],
      ['c1', 'Delta', 'delta.example', 'Ann Lee'],
    ]),
  ]
  const ask = { source: 'crm' }
  const first = await runImport(book(), files, ask)
  expect(counts(first)).toBe('6 0 0 2')
  const { crm } = book().world
  const [account] = await crm.match('account', 'key', ['crm:c1'])
  const [jo, al, x] = await Promise.all(
    ['jo@delta.example', 'al@gmail.com', 'x@nowhere.example'].map(
      async (email) => (await crm.match('contact', 'email', [email]))[0],
    ),
  )
  expect([jo?.accountId, al?.accountId, x?.accountId]).toEqual([account?.id, account?.id, null])
  const [deal] = await crm.match('deal', 'key', ['crm:d1'])
  expect(deal).toMatchObject({
    accountId: account?.id,
    ownerId: account?.ownerId,
    fields: { amount: 1200, stage: 'legal-review', closeDate: '2026-12-31' },
  })
  expect((await crm.dealStages()).find(({ id }) => id === 'legal-review')).toMatchObject({ kind: 'open' })
  const [call] = await crm.match('activity', 'key', ['crm:a1'])
  expect(call).toMatchObject({
    accountId: account?.id,
    contactId: jo?.id,
    type: 'call',
    author: 'person',
    body: 'Outcome: Connected',
  })
  const again = await runImport(book(), files, ask)
  expect(counts(again)).toBe('0 0 6 2')
  expect(again.findings).toEqual(first.findings)
})

describe('nothing is dropped in silence', () => {
  test('a header that means something elsewhere is kept as a field here', async () => {
    const rows = [
      ['id', 'name', 'website', 'Contact email', 'Deal ID', 'Owner'],
      ['1', 'Kept', 'kept.example', 'jo@kept.example', 'd7', 'Unassigned'],
    ]
    await runImport(book(), [listFile('kept.csv', rows)], { as: 'accounts', source: 'kept' })
    expect(await fieldsOf(book(), 'kept:1')).toMatchObject({ contactEmail: 'jo@kept.example', dealId: 'd7' })
  })

  test('a second column of an activity stands below its text', async () => {
    const rows = [
      ['Activity ID', 'Type', 'Subject', 'Title', 'Activity date', 'Account domain', 'Direction'],
      ['1', 'Call', 'Hello', 'Second', '2026-10-02', 'kept.example', 'sideways'],
    ]
    const { findings } = await runImport(book(), [listFile('calls.csv', rows)], { source: 'kept' })
    const [call] = await book().world.crm.match('activity', 'key', ['kept:1'])
    expect(call).toMatchObject({ subject: 'Hello', body: expect.stringContaining('Title: Second') })
    expect([...findings.map(({ column }) => column), call?.body].join(' ')).toContain('Direction')
  })
})

test("a row's own date of change decides which export is newer", async () => {
  const of = (city: string, day: string) =>
    listFile('dated.csv', [
      ['id', 'name', 'website', 'city', 'Last Modified Date'],
      ['1', 'Dated', 'dated.example', city, day],
    ])
  const ask = { source: 'dated' }
  expect(counts(await runImport(book(), [of('Bonn', '2026-06-01')], ask))).toBe('1 0 0 0')
  expect(counts(await runImport(book(), [of('Ulm', '2026-05-01')], ask))).toBe('0 0 1 0')
  expect(counts(await runImport(book(), [of('Kiel', '2026-07-01')], ask))).toBe('0 1 0 0')
  expect(await fieldsOf(book(), 'dated:1')).toMatchObject({ city: 'Kiel' })
})
