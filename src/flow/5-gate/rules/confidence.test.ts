import { describe, expect, test } from 'vitest'
import { plusDays } from '#base/clock.ts'
import {
  byId,
  claim,
  claimFact,
  dossierOf,
  evidenceOf,
  factId,
  factLike,
  facts,
  held,
  note,
  now,
  objection,
  proposalOf,
  rules,
  setField,
} from '#test/fakes/gate-case.ts'
import { closeness } from '../confidence.ts'
import { decide } from '../decide.ts'
import { rulesetOf } from '../ruleset.ts'

const small = claim('employees', 40, 'alpha')
const large = claim('employees', 130, 'beta')
const near = claim('employees', 44, 'gamma')
const withClaims = (...claims: (typeof small)[]) => {
  const vendor = claims.map(claimFact)
  const own = facts.filter(({ field }) => field !== 'employees')
  const dossier = dossierOf({ employees: null })
  return evidenceOf({
    claims,
    facts: [...own, ...vendor],
    cited: byId(...own, ...vendor),
    record: { dossier, stage: 'working' },
    basis: {
      version: 'v',
      fields: { acc_1: { ...dossier.account.fields, owner: 'own_1' }, deal_1: { stage: 'open' } },
    },
  })
}
const employees = (value: number, ...from: (typeof small)[]) =>
  proposalOf([setField('employees', value, { cites: from.map((one) => claimFact(one).id) })])
const code = (proposal: Parameters<typeof decide>[0], evidence: Parameters<typeof decide>[1]) =>
  decide({ ...proposal, confidence: 1 }, evidence, rules).confidence[0]

describe('set-field', () => {
  test.each([
    ['one vendor', withClaims(small), employees(40, small), [[]]],
    ['two vendors within a quarter', withClaims(small, near), employees(44, near, small), [[]]],
    [
      'two vendors that differ by more than twice',
      withClaims(small, large),
      employees(130, large, small),
      [['confidence']],
    ],
    [
      'the same, with the other value',
      withClaims(small, large),
      employees(40, small, large),
      [['confidence']],
    ],
    [
      'the same, citing only the vendor that agrees',
      withClaims(small, large),
      employees(130, large),
      [['confidence']],
    ],
    ['no cited fact', evidenceOf(), proposalOf([setField('city', 'Bonn', { cites: [] })]), [['confidence']]],
    ['a fresh CRM fact', evidenceOf(), proposalOf([setField('country', 'Germany')]), [[]]],
    [
      'another spelling of what the record holds',
      evidenceOf(),
      proposalOf([setField('industry', 'robotics', { cites: [factId('industry')] })]),
      [[]],
    ],
  ])('%s', (_sentence, evidence, proposal, expected) => {
    expect(held(proposal, evidence)).toEqual(expected)
  })

  test('what a person entered stands against another value', () => {
    const human = factLike('city', { trust: 'human' })
    const own = facts.filter(({ field }) => field !== 'city')
    const evidence = evidenceOf({ facts: [...own, human], cited: byId(...own, human) })
    expect(held(proposalOf([setField('city', 'Bonn', { cites: [human.id] })]), evidence)).toEqual([
      ['confidence'],
    ])
  })
})

describe('the formula', () => {
  const aged = (days: number) => {
    const old = factLike('employees', { observedAt: plusDays(new Date(now), -days).toISOString() })
    return evidenceOf({ facts: [old], cited: byId(old) })
  }
  test.each([
    ['a fact of today', aged(0), 1],
    ['a fact at half its time', aged(182.5), 0.9],
    ['a fact at the end of its time', aged(365), 0.8],
    ['a fact beyond it', aged(366), 0.5],
  ])('%s', (_sentence, evidence, expected) => {
    expect(code(proposalOf([note()]), evidence)).toBe(expected)
  })

  test.each([
    ['no taint', false, 1],
    ['only tainted facts', true, 0.8],
  ])('%s', (_sentence, tainted, expected) => {
    const fact = factLike('employees', { tainted, observedAt: now })
    expect(code(proposalOf([note()]), evidenceOf({ facts: [fact], cited: byId(fact) }))).toBe(expected)
  })

  test.each<[number | string, number | string, number]>([
    [100, 100, 1],
    [100, 125, 1],
    [100, 200, 0],
    [100, 50, 0],
    [0, 5, 0],
    ['Berlin', ' berlin', 1],
    ['Berlin', 'Bonn', 0],
    [5, '5', 1],
  ])('%j and %j are %j close', (a, b, expected) => {
    expect(closeness(a, b)).toBe(expected)
    expect(closeness(b, a)).toBe(expected)
  })
})

describe('the threshold', () => {
  test('a model that is unsure holds by itself, in the reviewer’s words', () => {
    expect(
      objection('confidence', proposalOf([setField('country', 'Germany')], { confidence: 0.69 })),
    ).toMatchObject({
      needed: 'at least 0.7 for set-field',
      found: '0.69 by the model, 1 by the sources',
    })
    expect(held(proposalOf([note()], { confidence: 0.5 }))).toEqual([[]])
  })

  test('config may ask for more or less', () => {
    const strict = rulesetOf({ gate: { thresholds: { 'add-note': 0.9 } }, select: { liveThreadDays: 7 } })
    expect(decide(proposalOf([note()]), evidenceOf(), strict).actions[0]?.kind).toBe('hold')
    const loose = rulesetOf({ gate: { thresholds: { 'set-field': 0.1 } }, select: { liveThreadDays: 7 } })
    expect(decide(employees(130, large, small), withClaims(small, large), loose).actions[0]?.kind).toBe(
      'clear',
    )
  })

  test('judging between vendors clears, a pick that is no claim does not', () => {
    const settle = (pick: string) =>
      proposalOf([{ kind: 'settle-claim', field: 'employees', pick, why: 'newer' }])
    expect(held(settle(large.id), withClaims(small, large))).toEqual([[]])
    expect(held(settle('claim_000000'), withClaims(small, large))).toEqual([['quote-stands', 'confidence']])
  })
})
