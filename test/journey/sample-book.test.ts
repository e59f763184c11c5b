import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generate } from '#orchestrator/sample-book/generate.ts'
import { ownersOf } from '#orchestrator/sample-book/owners.ts'
import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import { accountsOf, book, daysAgo, now } from './sample-book-record.ts'

describe('the same plan gives the same book', () => {
  test('two makings are byte-equal; another seed is another book', () => {
    const [once, again, other] = [accountsOf(600), accountsOf(600), accountsOf(600, 2)]
    expect(JSON.stringify(again)).toBe(JSON.stringify(once))
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(once))
  })

  test('any slice made alone equals that part of the whole', () => {
    fc.assert(
      fc.property(fc.nat(3990), fc.nat(9), (from, more) => {
        const slice = { from, to: from + 1 + more }
        const alone = [...generate({ accounts: 4000, seed: 1, now }, slice)].flatMap(
          (chunk) => chunk.accounts,
        )
        expect(JSON.stringify(alone)).toBe(JSON.stringify(book.slice(slice.from, slice.to)))
      }),
      { numRuns: 40, seed: 1 },
    )
  })

  test('another day moves every date and changes no company', () => {
    const later = new Date(now.getTime() + 7 * 86_400_000)
    const [chunk] = generate({ accounts: 300, seed: 1, now: later })
    expect(chunk?.accounts.map(({ groups }) => groups[0].fields['name'])).toEqual(
      accountsOf(300).map(({ groups }) => groups[0].fields['name']),
    )
  })
})

test.each([
  ['99 accounts are too few', { accounts: 99, seed: 1 }],
  ['1,000,001 accounts are too many', { accounts: 1_000_001, seed: 1 }],
  ['half an account is none', { accounts: 100.5, seed: 1 }],
  ['a seed is not negative', { accounts: 100, seed: -1 }],
])('%s: refused with the bounds', (_sentence, plan) => {
  expect(() => generate({ ...plan, now }).next()).toThrow(/from 0 to 2147483647|100 to 1000000/)
})

// Kept, this part alone would not fit in it by far.
test('of 200,000 accounts 40,000 stream through a heap of 64 MB', { timeout: 120_000 }, async () => {
  const worker = new Worker(fileURLToPath(new URL('./sample-book-stream.ts', import.meta.url)), {
    workerData: { accounts: 200_000, part: 40_000 },
    execArgv: ['--conditions=daybook-source', '--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 32 },
  })
  const counts = await new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  expect(counts).toMatchObject({ accounts: 40_000 })
})

describe('the book as a whole', () => {
  test('every address in it lies on a reserved domain', () => {
    const text = JSON.stringify([book, ownersOf(4000), sampleConfig()])
    const hosts = [...text.matchAll(/(?:@|https?:\/\/(?:www\.)?)([a-z0-9.-]+[a-z])/gi)].map(
      ([, host]) => host ?? '',
    )
    expect(hosts.length).toBeGreaterThan(4000)
    expect(hosts.filter((host) => !/\.(?:example|test)$/.test(host))).toEqual([])
  })

  test('no date of the past lies ahead, and no record before its account', () => {
    const wrong = book.filter(({ createdAt, groups, contacts, deals, activities }) => {
      const day = createdAt.slice(0, 10)
      const marks = [...groups, ...contacts, ...deals]
      const events = activities.filter(({ type }) => type !== 'meeting')
      return [...marks, ...events].some(({ at }) => at.slice(0, 10) < day || daysAgo(at) < 0)
    })
    expect(wrong.map(({ key }) => key)).toEqual([])
  })

  test('about 10 to 20 activities an account, unevenly', () => {
    const counts = book.map(({ activities }) => activities.length).toSorted((a, b) => a - b)
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
    expect(mean).toBeGreaterThan(10)
    expect(mean).toBeLessThan(20)
    expect(counts.at(-1)).toBeGreaterThan(40)
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThan(mean)
  })

  test('the owners: one is away with a delegate, one without', () => {
    const owners = ownersOf(100)
    expect(owners).toHaveLength(3)
    expect(owners.filter(({ active }) => !active).map(({ delegateId }) => delegateId)).toEqual([
      'owner-1',
      null,
    ])
    const large = ownersOf(1_000_000)
    expect(new Set(large.map(({ email }) => email)).size).toBe(5000)
  })
})
