import { describe, expect, test } from 'vitest'
import { plusDays } from '#base/clock.ts'
import { Claim } from '#records/claim.ts'
import { RunId } from '#records/ids.ts'
import type { CompanyQuestion, EnrichmentVendor } from '#ports/enrichment.ts'
import { readingOf } from '#test/fakes/model-brief.ts'
import { companyOf, silentFields, waterfall, type Asked, type Told } from './waterfall.ts'

const now = new Date('2026-11-20T09:00:00Z')
const runId = RunId.parse('run_aaaaaa')
const earlier = RunId.parse('run_bbbbbb')

const vendor = (name: string, ...fields: string[]): EnrichmentVendor => ({
  name,
  fields,
  ceilingMicroUsd: 0,
  company: async () => undefined,
})

interface Word {
  readonly value?: number | string
  readonly sure?: number
  readonly daysAgo?: number
  readonly range?: { min: number; max: number | null }
  readonly field?: string
}
const claim = (name: string, word: Word): Claim =>
  Claim.parse({
    id: `claim_${name}aaaaaa${word.field ?? ''}`,
    accountId: 'a-1',
    field: word.field ?? 'employees',
    value: word.value ?? 100,
    range: word.range,
    vendor: name,
    observedAt: plusDays(now, -(word.daysAgo ?? 1)).toISOString(),
    confidence: word.sure ?? 0.9,
  })
const mark = (
  name: string,
  outcome: Asked['outcome'],
  of: { daysAgo?: number; run?: RunId } = {},
): Asked => ({
  vendor: name,
  field: 'employees',
  runId: of.run ?? earlier,
  at: plusDays(now, -(of.daysAgo ?? 1)).toISOString(),
  outcome,
  why: outcome === 'failed' ? `${name} is down` : null,
})

/** Who was asked for what, and what could not be looked up. */
async function asks(
  of: {
    vendors: readonly EnrichmentVendor[]
    fields?: readonly string[]
    claims?: readonly Claim[]
    asked?: readonly Asked[]
  },
  answers: Readonly<Record<string, Told>> = {},
) {
  const asked: string[] = []
  const gaps = await waterfall(
    of.vendors,
    {
      runId,
      company: { domain: 'a.example', name: 'A' },
      fields: of.fields ?? ['employees'],
      maxAgeDays: 90,
      now,
      claims: of.claims ?? [],
      asked: of.asked ?? [],
    },
    async ({ name }, { fields }: CompanyQuestion) => {
      asked.push(`${name}: ${fields.join(' ')}`)
      return answers[name] ?? { kind: 'claims', claims: [] }
    },
  )
  return { asked, gaps: gaps.map(({ source, fields, why }) => `${source} ${fields.join(' ')}: ${why}`) }
}
const says = (name: string, ...words: readonly Word[]): Told => ({
  kind: 'claims',
  claims: words.map((word) => claim(name, word)),
})
const down = (name: string): Told => ({ kind: 'failed', why: `${name} is down` })
const both = [vendor('atlas', 'employees', 'industry'), vendor('beacon', 'employees', 'revenueUsd')]

describe('who is asked', () => {
  test.each<[string, Readonly<Record<string, Told>>, string[]]>([
    ['nobody after an exact value the vendor is sure of', { atlas: says('atlas', {}) }, ['atlas: employees']],
    [
      'the next one after a value it is not sure of',
      { atlas: says('atlas', { sure: 0.7 }) },
      ['atlas: employees', 'beacon: employees'],
    ],
    [
      'the next one after a range',
      { atlas: says('atlas', { value: '51-200', range: { min: 51, max: 200 } }) },
      ['atlas: employees', 'beacon: employees'],
    ],
    [
      'the next one after more than one source may tell alone, however sure it is',
      { atlas: says('atlas', { value: 666_013, sure: 1 }) },
      ['atlas: employees', 'beacon: employees'],
    ],
    ['the next one after nothing', {}, ['atlas: employees', 'beacon: employees']],
    ['the next one after a failure', { atlas: down('atlas') }, ['atlas: employees', 'beacon: employees']],
  ])('%s', async (_sentence, answers, asked) => {
    expect((await asks({ vendors: both }, answers)).asked).toEqual(asked)
  })

  test('a third one only where two do not agree', async () => {
    const three = [...both, vendor('corsair', 'employees')]
    const unsure = { atlas: says('atlas', { sure: 0.6 }) }
    const agree = await asks(
      { vendors: three },
      { ...unsure, beacon: says('beacon', { value: 110, sure: 0.6 }) },
    )
    expect(agree.asked).toHaveLength(2)
    const differ = await asks({ vendors: three }, { ...unsure, beacon: says('beacon', { value: 400 }) })
    expect(differ.asked).toHaveLength(3)
  })

  test('each only for the fields it knows, and nobody for a field nobody knows', async () => {
    const { asked, gaps } = await asks({ vendors: both, fields: ['industry', 'revenueUsd', 'country'] })
    expect(asked).toEqual(['atlas: industry', 'beacon: revenueUsd'])
    expect(gaps).toEqual([])
  })
})

describe('what is known already is not asked for', () => {
  test.each<[string, { claims?: readonly Claim[]; asked?: readonly Asked[] }, string[]]>([
    ['a fresh, sure claim', { claims: [claim('atlas', {})] }, []],
    [
      'a fresh claim that is not enough: only the other one is asked',
      { claims: [claim('atlas', { sure: 0.5 })] },
      ['beacon: employees'],
    ],
    [
      'a claim too old counts no more',
      { claims: [claim('atlas', { daysAgo: 91 })] },
      ['atlas: employees', 'beacon: employees'],
    ],
    ['"knows nothing" is a word, too', { asked: [mark('atlas', 'nothing')] }, ['beacon: employees']],
    [
      'one too old is not',
      { asked: [mark('atlas', 'nothing', { daysAgo: 91 })] },
      ['atlas: employees', 'beacon: employees'],
    ],
    [
      'a failure of another run is asked again',
      { asked: [mark('atlas', 'failed')] },
      ['atlas: employees', 'beacon: employees'],
    ],
    [
      'a failure of this run is not',
      { asked: [mark('atlas', 'failed', { run: runId })] },
      ['beacon: employees'],
    ],
  ])('%s', async (_sentence, known, asked) => {
    expect((await asks({ vendors: both, ...known })).asked).toEqual(asked)
  })
})

describe('what could not be looked up', () => {
  test.each<[string, Readonly<Record<string, Told>>, string[]]>([
    ['a vendor that failed, with the reason', { atlas: down('atlas') }, ['atlas employees: atlas is down']],
    [
      'every vendor that failed',
      { atlas: down('atlas'), beacon: down('beacon') },
      ['atlas employees: atlas is down', 'beacon employees: beacon is down'],
    ],
    [
      'a question the budget did not allow',
      { atlas: { kind: 'refused', why: 'budget' } },
      ['atlas employees: budget'],
    ],
    ['nothing where another vendor was sure', { atlas: down('atlas'), beacon: says('beacon', {}) }, []],
    ['nothing where they merely knew nothing', {}, []],
  ])('%s', async (_sentence, answers, gaps) => {
    expect((await asks({ vendors: both }, answers)).gaps).toEqual(gaps)
  })

  test('a second pass of the run tells the same and asks nobody', async () => {
    const asked = [mark('atlas', 'failed', { run: runId }), mark('beacon', 'nothing', { run: runId })]
    expect(await asks({ vendors: both, asked })).toEqual({
      asked: [],
      gaps: ['atlas employees: atlas is down'],
    })
  })
})

describe('what a company is asked for by', () => {
  const company = (fields: Record<string, string | string[] | null>) =>
    companyOf(readingOf({ fields }).dossier)
  test.each([
    ['its domain, normalised', { domain: 'https://www.Acme.example/about', name: 'Acme' }, 'acme.example'],
    [
      'its website where it has no domain',
      { domain: null, website: 'http://acme.example', name: 'Acme' },
      'acme.example',
    ],
    ['never a host that many share', { domain: 'facebook.com/acme', name: 'Acme' }, undefined],
  ])('%s', (_sentence, fields, domain) => {
    expect(company(fields)?.domain).toBe(domain)
  })

  test('and by its name, with those it had before', () => {
    expect(company({ name: 'Acme', domain: null, website: null, formerNames: ['Roadrunner Traps'] })).toEqual(
      {
        domain: undefined,
        name: 'Acme',
        alsoKnownAs: ['Roadrunner Traps'],
      },
    )
    expect(company({ name: null, domain: null, website: null })).toBeUndefined()
  })

  test('only for fields the record is silent on', () => {
    const { dossier } = readingOf({ fields: { employees: 0, industry: null, country: '' } })
    expect(silentFields(dossier, ['employees', 'industry', 'country', 'revenueUsd'])).toEqual([
      'industry',
      'country',
      'revenueUsd',
    ])
  })
})
