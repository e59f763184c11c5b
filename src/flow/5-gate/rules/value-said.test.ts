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
  otherAccount,
  proposalOf,
  setField,
  system,
} from '#test/fakes/gate-case.ts'

const of = (field: string, value: Fact['value'], change: object = {}) =>
  factLike('city', { field, value, ...change })
/** Whether `field` may be set to `value`, citing these facts. */
const isSaid = (field: string, value: unknown, cited: readonly Fact[], parts: object = {}) =>
  objection(
    'value-said',
    proposalOf([setField(field, value, { cites: cited.map(({ id }) => id) })]),
    evidenceOf({ cited: byId(...facts, ...cited), ...parts }),
  ) === undefined

describe('value-said: a field’s value stands in what is cited', () => {
  // The case that made it: a head count out of a stranger's mail, neither observed nor stored, under clean cites.
  test.each<[string, string, unknown, Fact[]]>([
    ['the value itself', 'country', 'Germany', [of('country', 'Germany')]],
    ['in other letters and blanks', 'industry', 'Metal trade', [of('industry', '  METAL   TRADE ')]],
    ['without its marks', 'city', 'Zürich', [of('city', 'Zurich')]],
    ['a country by its code', 'country', 'United States', [of('country', 'US')]],
    ['a country in another language', 'country', 'Germany', [of('country', 'Deutschland')]],
    ['a country out of a location', 'country', 'Portugal', [of('location', 'Porto, Portugal')]],
    ['a city out of a location', 'city', 'Porto', [of('location', 'Porto, Portugal')]],
    ['a number written out', 'employees', 1200, [of('employees', '1,200')]],
    ['a number in a text of theirs', 'employees', 140, [of('message', 'We are 140 people in Bonn')]],
    ['a part of a list', 'technologies', ['SAP'], [of('technologies', ['SAP', 'Kafka'])]],
    [
      'a list out of two facts',
      'technologies',
      ['SAP', 'Kafka'],
      [of('technologies', ['SAP']), of('technologies', ['Kafka'])],
    ],
    ['a size band of a head count', 'sizeBand', '51-200', [of('employees', 120)]],
    ['a website of a domain', 'website', 'https://www.acme.example', [of('domain', 'acme.example')]],
    ['a phone in other figures', 'phone', '+49 30 1234567', [of('phone', '0049-30-1234567')]],
    ['a flag', 'hiring', true, [of('hiring', 'yes')]],
    [
      'worded, with a figure that was said',
      'description',
      'Makes pumps for 40 ships.',
      [of('message', 'We supply 40 ships')],
    ],
  ])('%s', (_sentence, field, value, cited) => {
    expect(isSaid(field, value, cited)).toBe(true)
  })

  test.each<[string, string, unknown, Fact[]]>([
    ['another value', 'country', 'France', [of('country', 'Germany')]],
    ['nothing at all', 'country', 'Germany', []],
    ['the right number of another field', 'employees', 1974, [of('foundedYear', 1974)]],
    [
      'a city that is only the company’s name',
      'city',
      'Acme Robotics',
      [facts.find(({ field }) => field === 'name') ?? of('x', 1)],
    ],
    ['another number of a text', 'employees', 410, [of('message', 'We are 140 people')]],
    ['a number inside another', 'employees', 14, [of('message', 'We are 140 people')]],
    ['a list with one item too many', 'technologies', ['SAP', 'Odoo'], [of('technologies', ['SAP'])]],
    ['the wrong band', 'sizeBand', '11-50', [of('employees', 120)]],
    ['the wrong country of a location', 'country', 'Spain', [of('location', 'Porto, Portugal')]],
    ['the other way round', 'hiring', false, [of('hiring', true)]],
    [
      'another account’s value',
      'country',
      'Germany',
      [of('country', 'Germany', { accountId: otherAccount })],
    ],
    [
      'worded, with a figure nobody said',
      'description',
      'Makes pumps for 90 ships.',
      [of('message', 'We supply 40 ships')],
    ],
  ])('but not %s', (_sentence, field, value, cited) => {
    expect(isSaid(field, value, cited)).toBe(false)
  })
})

describe('value-said: other sources', () => {
  const seen = of('employees', 140, { source: 'observed', tainted: true })
  const [alpha, beta, gamma] = [
    claim('employees', 140, 'alpha'),
    claim('employees', 145, 'beta'),
    claim('employees', 900, 'gamma'),
  ]
  const settle = (pick: string) => ({ kind: 'settle-claim', field: 'employees', pick, why: 'newer' })
  const observe = (quote: string) => ({
    kind: 'observe',
    subject: { system, object: 'account', id: 'acc_1' },
    field: 'employees',
    value: 140,
    quote,
    sourceRef: 'act_1',
  })
  const answers = [{ ref: 'act_1', tool: 'timeline', text: 'We are now 140 people', tainted: true }]
  const clean = setField('employees', 140, { cites: [factId('city')] })
  test.each([
    ['a stored observation about the field', [clean], { facts: [...facts, seen] }, true],
    ['a claim nobody contradicts', [clean], { claims: [alpha, beta] }, true],
    ['a claim that another contradicts', [clean], { claims: [alpha, gamma] }, false],
    ['the claim this proposal settles for', [clean, settle(alpha.id)], { claims: [alpha, gamma] }, true],
    ['the claim it settles against', [clean, settle(gamma.id)], { claims: [alpha, gamma] }, false],
    ['an observation beside it', [clean, observe('We are now 140 people')], { answers }, true],
    ['one whose quote does not stand', [clean, observe('We are 140')], { answers }, false],
    ['a mail that is only lying about', [clean], { answers }, false],
  ])('%s', (_sentence, actions, parts, expected) => {
    expect(objection('value-said', proposalOf(actions), evidenceOf(parts)) === undefined).toBe(expected)
  })

  const create = (fields: object, ...cites: string[]) =>
    proposalOf([{ kind: 'create-contact', fields, cites }])
  test('a new person out of a form, and not out of thin air', () => {
    const form = [
      {
        ref: 'lead:act_1',
        tool: 'lead',
        text: '{"email":"bob@acme.example","name":"Bob Lee"}',
        tainted: true,
      },
    ]
    const bob = { email: 'bob@acme.example', firstName: 'Bob' }
    expect(objection('value-said', create(bob), evidenceOf({ answers: form }))).toBeUndefined()
    expect(
      objection('value-said', create({ ...bob, lastName: 'Mayer' }), evidenceOf({ answers: form }))?.where,
    ).toBe('field lastName')
    expect(
      objection('value-said', create(bob), evidenceOf({ answers: [{ ...form[0], tool: 'scratch' }] })),
    ).toBeDefined()
  })

  test('the reviewer reads what is unsaid, and code offers to leave it out', () => {
    expect(objection('value-said', proposalOf([setField('city', 'Bonn')]))).toEqual({
      rule: 'value-said',
      needed: 'a source that says the value of city',
      found: '“Bonn”, which no cited fact, claim or standing observation says',
      where: 'field city',
      repair: { kind: 'drop-action' },
    })
  })
})

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

  test('money in proportion', () => {
    const rich = claim('revenueUsd', 2_600_000_000, 'alpha')
    const action = setField('revenueUsd', rich.value, { cites: [factId('city')] })
    const parts = { claims: [rich], facts: [...facts, claimFact(rich)] }
    expect(objection('value-said', proposalOf([action]), evidenceOf(parts))?.found).toBe(
      '2600000000, which alpha says alone, and more than 2500000000',
    )
  })
})
