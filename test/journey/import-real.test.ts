import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { useDatabase } from '../setup/database.ts'
import { counts, crmSchema, fieldsOf, importBook, memoryFile, runImport } from './import-book.ts'

const database = useDatabase(crmSchema)
let minutes = 0
const clock = () => new Date(Date.parse('2026-11-21T08:00:00Z') + minutes * 60_000)
const book = () => importBook(database(), clock)

const shared = new URL('../../../shared/data/', import.meta.url)
const isThere = existsSync(new URL('companies-yc-2026.csv', shared))
const onFile = test.skipIf(!isThere && process.env['CI'] !== 'true')

onFile(
  '5,706 real, dirty rows (skipped where ../shared/data is absent)',
  async () => {
    const file = memoryFile('companies-yc-2026.csv', readFileSync(new URL('companies-yc-2026.csv', shared)))
    const begun = Date.now()
    const first = await runImport(book(), [file], { source: 'yc' })
    expect(Date.now() - begun).toBeLessThan(15_000)
    expect([counts(first), first.tally.rows]).toEqual(['5706 0 0 0', 5706])
    const about = (severity: string) => first.findings.filter((finding) => finding.severity === severity)
    // 5 without a host, 1 without an ending, 1 with two addresses.
    expect(
      about('doubtful')
        .map(({ value }) => value.slice(0, 10))
        .toSorted(),
    ).toEqual(['http://', 'http://', 'http://', 'http://', 'http://', 'http://url', 'https://pr'])
    expect(about('note').filter(({ reason }) => /nobody's own/.test(reason))).toHaveLength(12)
    const [yc, ph, weebly] = await Promise.all([64, 697, 344].map((id) => fieldsOf(book(), `yc:${id}`)))
    expect([yc?.['domain'], ph?.['domain'], weebly?.['domain']]).toEqual([
      'ycombinator.com',
      'producthunt.com',
      'weebly.com',
    ])
    // 70 names twice, 8 three times, one pair by domain under two spellings: no merge, all told.
    expect(first.tally.suggestions).toBe(95)
    minutes += 1
    const second = await runImport(book(), [file], { source: 'yc' })
    expect([counts(second), second.tally.suggestions, second.tally.newSuggestions]).toEqual([
      '0 0 5706 0',
      95,
      0,
    ])
    expect(second.findings).toEqual(first.findings)
  },
  60_000,
)

onFile(
  '500 companies in 503 share classes, without a domain (skipped where ../shared/data is absent)',
  async () => {
    const file = memoryFile('companies-sp500.csv', readFileSync(new URL('companies-sp500.csv', shared)))
    const first = await runImport(book(), [file])
    expect(counts(first)).toBe('500 0 3 0')
    expect(await fieldsOf(book(), 'cik:66740')).toMatchObject({
      name: '3M',
      symbol: 'MMM',
      industry: 'Industrials',
      dateAdded: '1957-03-04',
    })
    minutes += 1
    expect(counts(await runImport(book(), [file]))).toBe('0 0 503 0')
  },
)
