// Looking things up for one account: over HTTP, behind the guard, on the ledger, kept in our tables.
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lookUp } from '#brief/enrich-step.ts'
import { atlasVendor } from '#connectors/enrich-sandbox/atlas.ts'
import { beaconVendor } from '#connectors/enrich-sandbox/beacon.ts'
import { sandboxCompany } from '#connectors/enrich-sandbox/company.ts'
import { startSandbox, type Behaviour } from '#connectors/enrich-sandbox/server.ts'
import type { EnrichmentVendor } from '#ports/enrichment.ts'
import { noFaults } from '#ports/faults.ts'
import { EnrichmentConfig } from '#records/config.ts'
import { AccountId, RunId } from '#records/ids.ts'
import { ask } from '#state/read/question.ts'
import { briefClaims } from '#state/read/brief-claims.ts'
import { guardVendor } from '#tools/enrich/guarded-vendor.ts'
import { knownDomains } from '../contract/enrichment.contract.ts'
import { now, readingOf } from '../fakes/model-brief.ts'
import { useDatabase } from '../setup/database.ts'

const database = useDatabase()
const runId = RunId.parse('run_abcdef')
const accountId = AccountId.parse('a-1')
const closing: (() => Promise<void>)[] = []
const clock = () => now

beforeEach(() =>
  sql`truncate daybook.claim, daybook.vendor_asked, daybook.spend, daybook.budget`.execute(
    database().ownerDb,
  ),
)
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const cents = 10_000

async function vendor(
  name: 'atlas' | 'beacon',
  behave?: (n: number) => Behaviour,
): Promise<Required<EnrichmentVendor>> {
  const kind = `sandbox-${name}` as const
  const { url, close } = await startSandbox({ kind, ...(behave === undefined ? {} : { behave }) })
  closing.push(close)
  const place = { name, baseUrl: async () => url, microUsd: cents, clock }
  return guardVendor(
    name === 'atlas' ? atlasVendor(place) : beaconVendor(place),
    { name, timeoutMs: 150, perSecond: 1000, concurrent: 8, restMs: 60_000 },
    { clock, random: () => 0.5, onTurn: () => {} },
  )
}

const sure = knownDomains(80).filter((domain) => sandboxCompany({ domain, name: '' })?.headcount === 'sure')
const [domain = ''] = sure
const dossierAt = (at: string) =>
  readingOf({ fields: { domain: at, name: at.split('.')[0] ?? '', employees: null } }).dossier
const caps = { account: 1_000_000, run: 1_000_000, day: 1_000_000 }
const lookUpAt = (
  vendors: readonly EnrichmentVendor[],
  of: { domain?: string; account?: string; run?: RunId; caps?: typeof caps } = {},
) =>
  lookUp(
    { db: database().db, clock, vendors, faults: noFaults },
    {
      accountId: AccountId.parse(of.account ?? accountId),
      runId: of.run ?? runId,
      enrichment: EnrichmentConfig.parse({ fields: ['employees'] }),
      spend: { day: '2026-11-20', runId: of.run ?? runId, accountId, caps: of.caps ?? caps },
    },
    dossierAt(of.domain ?? domain),
  )
const ledger = async () =>
  (
    await sql<{ name: string; state: string; usd: number }>`
      select name, state, micro_usd / 1e6::float8 as usd from daybook.spend order by id`.execute(
      database().db,
    )
  ).rows.map(({ name, state, usd }) => `${name} ${state} ${usd}`)
const kept = () => ask(database().db, briefClaims(accountId))
const employees = (at: string): number => sandboxCompany({ domain: at, name: '' })?.employees ?? 0

describe('an answer', () => {
  test('is kept as claims with all that came with it, and paid for', async () => {
    const [atlas, beacon] = [await vendor('atlas'), await vendor('beacon')]
    expect(await lookUpAt([atlas, beacon])).toEqual([])
    expect(await kept()).toMatchObject([
      {
        field: 'employees',
        value: employees(domain),
        unit: 'people',
        vendor: 'atlas',
        confidence: 0.9,
        microUsd: cents,
      },
    ])
    expect(await ledger()).toEqual(['atlas settled 0.01'])
    expect(beacon.health().calls).toBe(0)
  })

  test('is not asked for twice: not by a retry, nor by another run while it is fresh', async () => {
    const atlas = await vendor('atlas')
    for (const run of [runId, runId, RunId.parse('run_bbbbbb')]) await lookUpAt([atlas], { run })
    expect(atlas.health().calls).toBe(1)
    expect(await kept()).toHaveLength(1)
  })

  test('that there is no such company is not asked for twice either, and is no gap', async () => {
    const atlas = await vendor('atlas')
    const unknown = Array.from({ length: 60 }, (_, at) => `company-${at}.example`).find(
      (one) => sandboxCompany({ domain: one, name: '' }) === undefined,
    )
    for (const run of [runId, RunId.parse('run_bbbbbb')])
      expect(await lookUpAt([atlas], { run, domain: unknown ?? '' })).toEqual([])
    expect(atlas.health()).toMatchObject({ calls: 1, failures: 0 })
  })

  test('that is a range keeps its bounds', async () => {
    const sized = knownDomains(80).find(
      (one) => sandboxCompany({ domain: one, name: '' })?.headcount === 'size-only',
    )
    await lookUpAt([await vendor('atlas')], { domain: sized ?? '' })
    const [claim] = await kept()
    expect(claim?.range?.min).toBeLessThanOrEqual(employees(sized ?? ''))
    expect(claim?.value).toBe(`${claim?.range?.min}-${claim?.range?.max}`)
  })
})

describe('the budget', () => {
  test('that allows no question leaves a gap, not a failure, and nobody is asked', async () => {
    const atlas = await vendor('atlas')
    const [gap] = await lookUpAt([atlas], { caps: { ...caps, run: cents } })
    expect(gap).toEqual({
      source: 'atlas',
      fields: ['employees'],
      why: 'budget: that of the run allows no question to atlas',
    })
    expect(atlas.health().calls).toBe(0)
  })

  test.each<[string, Behaviour, string[]]>([
    ['turned away costs nothing', { kind: 'status', status: 403 }, ['atlas void 0']],
    ['about another company costs its price', { kind: 'other-company' }, ['atlas settled 0.01']],
    ['that never came counts at its ceiling, both times', { kind: 'half-open' }, ['atlas settled 0.02']],
  ])('an answer %s', async (_sentence, behaviour, rows) => {
    await lookUpAt([await vendor('atlas', () => behaviour)])
    expect(await ledger()).toEqual(rows)
  })
})

describe('a vendor that fails in its own way', () => {
  test.each<[string, Behaviour, RegExp]>([
    ['never answers', { kind: 'half-open' }, /did not answer within 0.15 s/],
    ['answers too late', { kind: 'slow', waitMs: 5000 }, /did not answer within 0.15 s/],
    ['answers 429 with Retry-After', { kind: 'busy', retryAfter: '600' }, /slow down/],
    ['answers 500', { kind: 'status', status: 500 }, /HTTP 500/],
    ['hangs up', { kind: 'hang-up' }, /could not be reached/],
    ['cuts its JSON off', { kind: 'truncated' }, /outside its schema/],
    ['changed its schema', { kind: 'other-schema' }, /outside its schema/],
    ['answers about another company', { kind: 'other-company' }, /about another company/],
  ])(
    '%s: soon left alone, the next one is asked, and nothing of it is kept',
    async (_how, behaviour, why) => {
      const [atlas, beacon] = [await vendor('atlas', () => behaviour), await vendor('beacon')]
      const domains = sure.slice(0, 12)
      for (const [at, one] of domains.entries()) {
        const gaps = await lookUpAt([atlas, beacon], { domain: one, account: `a-${at}` })
        expect(gaps).toEqual([{ source: 'atlas', fields: ['employees'], why: expect.stringMatching(why) }])
      }
      expect(atlas.health()).toMatchObject({ state: 'open', lastError: expect.stringMatching(why) })
      expect(atlas.health().calls).toBeLessThanOrEqual(5)
      expect(beacon.health()).toMatchObject({ state: 'closed', calls: domains.length, failures: 0 })
      const { rows } = await sql`select vendor, account_id, value from daybook.claim`.execute(database().db)
      expect(new Set(rows)).toEqual(
        new Set(
          domains.map((one, at) => ({ vendor: 'beacon', account_id: `a-${at}`, value: employees(one) })),
        ),
      )
    },
  )
})

test('a failure is told again in the same run without asking, and asked again in the next', async () => {
  const atlas = await vendor('atlas', (n) => (n <= 2 ? { kind: 'status', status: 500 } : { kind: 'answer' }))
  const first = await lookUpAt([atlas])
  expect(first).toMatchObject([{ source: 'atlas', why: 'atlas answered HTTP 500, expected 200' }])
  expect(await lookUpAt([atlas])).toEqual(first)
  expect(atlas.health().calls).toBe(2)
  expect(await lookUpAt([atlas], { run: RunId.parse('run_bbbbbb') })).toEqual([])
  expect(atlas.health().calls).toBe(3)
})
