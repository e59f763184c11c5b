import { describe, expect, test } from 'vitest'
import type { Claim } from '#records/claim.ts'
import { factsOfDossier } from '#records/dossier-facts.ts'
import { Dossier } from '#records/dossier.ts'
import type { Fact } from '#records/fact.ts'
import {
  byId,
  claim,
  claimFact,
  dossierOf,
  evidenceOf,
  factId,
  factLike,
  facts,
  objection,
  proposalOf,
  setField,
  system,
} from '#test/fakes/gate-case.ts'
import { loneNumber } from './lone-number.ts'

describe('value-said: a number far from all that others say', () => {
  const dossier = (employees: number | null, by = 'import') =>
    factsOfDossier(
      Dossier.parse({
        ...dossierOf({ employees }),
        account: {
          ...dossierOf({ employees }).account,
          marks: { employees: { by, at: '2026-09-01T09:00:00.000Z' } },
        },
      }),
      system,
    )
  const range = (min: number, max: number | null, vendor: string) => ({
    ...claim('employees', `${min}-${max ?? ''}`, vendor),
    range: { min, max },
  })
  /** Whether the claim of `alpha` about the head count may be written; what others say beside it. */
  const found = (
    value: number,
    {
      record = null,
      by,
      others = [],
      seen = [],
    }: {
      record?: number | null
      by?: string
      others?: Claim[]
      seen?: Fact[]
    } = {},
  ) => {
    const claims = [claim('employees', value, 'alpha'), ...others]
    const action = setField('employees', value, { cites: [factId('city')] })
    const parts = { claims, facts: [...dossier(record, by), ...claims.map(claimFact), ...seen] }
    const settle = { kind: 'settle-claim', field: 'employees', pick: claims[0]?.id, why: 'sure of it' }
    return objection(
      'value-said',
      proposalOf(others.length > 0 ? [action, settle] : [action]),
      evidenceOf(parts),
    )?.found
  }
  const of = (value: number, change: object) => factLike('city', { field: 'employees', value, ...change })

  // The case that made it: a vendor that is sure of 666,013 people, where the record says 99.
  test.each<[string, number, Parameters<typeof found>[1]]>([
    ['the record says a fraction', 666_013, { record: 99 }],
    ['just over ten times the record', 1201, { record: 120 }],
    ['just under a tenth of the record', 119, { record: 1200 }],
    ['nobody says anything, and hardly any company is as large', 10_001, {}],
    ['the other vendor says a fraction', 5000, { others: [claim('employees', 300, 'beta')] }],
    ['the others say a range below it', 5000, { others: [range(51, 200, 'beta')] }],
    ['the same vendor says it twice', 20_000, { others: [claim('employees', 20_100, 'alpha')] }],
    [
      'an outsider’s mail says the same',
      20_000,
      { seen: [of(20_000, { source: 'observed', tainted: true })] },
    ],
  ])('held: %s', (_sentence, value, around) => {
    expect(found(value, around)).toContain('alone')
  })

  test.each<[string, number, Parameters<typeof found>[1]]>([
    ['ten times the record', 1200, { record: 120 }],
    ['a tenth of the record', 120, { record: 1200 }],
    ['a handful that became a team', 60, { record: 3 }],
    ['nobody says anything, and it is as large as companies are', 10_000, {}],
    ['two vendors', 666_013, { record: 99, others: [claim('employees', 640_000, 'beta')] }],
    ['a vendor, and another’s open range', 20_000, { others: [range(10_001, null, 'beta')] }],
    ['a colleague noted it', 20_000, { seen: [of(20_000, { source: 'observed', trust: 'human' })] }],
    ['the record is as large', 20_000, { record: 9000 }],
    ['somebody else comes near', 2000, { record: 12, others: [claim('employees', 2900, 'beta')] }],
    ['a record of nothing', 900, { record: 0 }],
  ])('passes: %s', (_sentence, value, around) => {
    expect(found(value, around)).toBeUndefined()
  })

  test('a claim is not settled by it either', () => {
    const [alpha, beta] = [claim('employees', 5000, 'alpha'), claim('employees', 300, 'beta')]
    const settle = { kind: 'settle-claim', field: 'employees', pick: alpha.id, why: 'sure of it' }
    const parts = { claims: [alpha, beta], facts: [alpha, beta].map(claimFact) }
    expect(objection('value-said', proposalOf([settle]), evidenceOf(parts))).toEqual({
      rule: 'value-said',
      needed: 'a second source, or a person, for employees',
      found: '5000, which alpha says alone; beta says 300',
      where: 'field employees',
      repair: { kind: 'drop-action' },
    })
  })

  test.each<[string, number, string | undefined]>([
    ['1001+', 666_013, '666013, which alpha says alone; the record says 99'],
    ['51-200', 120, undefined],
  ])('a size band %s of %i is as good as the head count', (band, value, expected) => {
    const said = claim('employees', value, 'alpha')
    const action = setField('sizeBand', band, { cites: [claimFact(said).id] })
    const known = [...dossier(99), claimFact(said)]
    const parts = { claims: [said], facts: known, cited: byId(...known) }
    expect(objection('value-said', proposalOf([action]), evidenceOf(parts))?.found).toBe(expected)
  })

  const account = { object: 'account', id: 'acc_1' } as const
  const says = (value: number, vendor: string, change: object = {}) => ({
    ...claim('employees', value, vendor),
    ...change,
  })
  /** What is wrong with a head count of 5,000 that alpha says, where these say something, too. */
  const beside = (...claims: readonly Claim[]) =>
    loneNumber(account, 'employees', { value: 5000, facts: [], claims: [says(5000, 'alpha'), ...claims] })
  const apart = (text: string) => `5000, which alpha says alone; ${text}`
  test.each<[string, string | undefined, Claim[]]>([
    ['ten times what another says', undefined, [says(500, 'beta')]],
    ['a little more than that', apart('beta says 499'), [says(499, 'beta')]],
    ['a tenth of it', undefined, [says(50_000, 'beta')]],
    ['a little less than that', apart('beta says 50001'), [says(50_001, 'beta')]],
    ['the nearest of two is named', apart('gamma says 400'), [says(9, 'beta'), says(400, 'gamma')]],
    ['the nearest of two is near', undefined, [says(9, 'beta'), says(700, 'gamma')]],
    ['none at all is no number to compare with', undefined, [says(0, 'beta')]],
    ['nor is less than none', undefined, [says(-4, 'beta')]],
    ['nor is a text', undefined, [{ ...says(1, 'beta'), value: 'many' }]],
    [
      'above a range its upper end counts',
      apart('beta says 1'),
      [says(1, 'beta', { range: { min: 51, max: 499 } })],
    ],
    ['or is near enough', undefined, [says(1, 'beta', { range: { min: 51, max: 500 } })]],
    [
      'below a range its lower end counts',
      apart('beta says 1'),
      [says(1, 'beta', { range: { min: 50_001, max: null } })],
    ],
    ['or is near enough, too', undefined, [says(1, 'beta', { range: { min: 50_000, max: null } })]],
    ['of another account', undefined, [says(9, 'beta', { accountId: 'acc_2' })]],
    ['of another field', undefined, [says(9, 'beta', { field: 'foundedYear' })]],
    ['a second voice', undefined, [says(9, 'beta'), says(5001, 'gamma')]],
  ])('beside the word of others: %s', (_sentence, expected, claims) => {
    expect(beside(...claims)).toBe(expected)
  })

  test.each<[string, string | undefined, object]>([
    ['the record', apart('the record says 9'), {}],
    ['the record itself', undefined, { value: 5000 }],
    ['a person, who proves it', undefined, { value: 5100, trust: 'human', source: 'observed' }],
    ['an outsider’s mail, which is nobody', apart('beta says 8'), { source: 'observed', tainted: true }],
    ['a person of theirs', apart('beta says 8'), { subject: { system, object: 'contact', id: 'acc_1' } }],
    ['another account', apart('beta says 8'), { subject: { system, object: 'account', id: 'acc_2' } }],
    ['of another field', apart('beta says 8'), { field: 'seats' }],
  ])('a number of a text beside %s', (_sentence, expected, change) => {
    const facts = [of(9, { source: 'crm', ...change })]
    const found = loneNumber(account, 'employees', { value: 5000, facts, claims: [says(8, 'beta')] })
    expect(found?.replace('a text', 'alpha')).toBe(expected)
  })

  test.each<[string, string, Fact['value'], string | undefined]>([
    ['what is no number', 'employees', '5000', undefined],
    ['a number that is no head count', 'seats', 20_000, undefined],
    ['a band that no count gives', 'sizeBand', '11-50', undefined],
    ['a band of a lone count', 'sizeBand', '1001+', '5000, which alpha says alone; the record says 9'],
  ])('%s', (_sentence, field, value, expected) => {
    const known = { facts: [of(9, { source: 'crm' })], claims: [says(5000, 'alpha')] }
    const found = loneNumber(account, field, { value, ...known })
    expect(found).toBe(expected)
  })

  test('a band stands where one of the counts that give it is near another', () => {
    const band = (...claims: readonly Claim[]) =>
      loneNumber(account, 'sizeBand', { value: '1001+', facts: [of(9, { source: 'crm' })], claims })
    expect(band(says(5000, 'alpha'), says(1500, 'beta'))).toBeUndefined()
    expect(band(says(60_000, 'beta'), says(5000, 'alpha'), says(4500, 'gamma'))).toBeUndefined()
    expect(band(says(5000, 'alpha'), says(60_000, 'beta'))).toContain('5000')
  })

  test('nothing is asked of an activity, and of a person nobody counts heads', () => {
    const claims = [says(5000, 'alpha', { accountId: 'con_1' })]
    const about = (object: 'activity' | 'contact') =>
      loneNumber({ object, id: 'con_1' }, 'employees', { value: 9e9, facts: [], claims })
    expect([about('activity'), about('contact')]).toEqual([undefined, undefined])
  })

  test('money in proportion', () => {
    const rich = claim('revenueUsd', 2_600_000_000, 'alpha')
    const action = setField('revenueUsd', rich.value, { cites: [factId('city')] })
    const parts = { claims: [rich], facts: [...facts, claimFact(rich)] }
    expect(objection('value-said', proposalOf([action]), evidenceOf(parts))?.found).toBe(
      '2600000000, which alpha says alone, and more than 2500000000',
    )
  })
})
