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
  settings,
  setField,
  system,
} from '#test/fakes/gate-case.ts'
import { closeness } from '../confidence.ts'
import { decide } from '../decide.ts'
import { rulesetOf } from '../ruleset.ts'

const withThresholds = (thresholds: Record<string, number>) =>
  rulesetOf({ ...settings, gate: { ...settings.gate, thresholds } })
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
const valuesOf = (evidence: ReturnType<typeof evidenceOf>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(evidence).flatMap(([name, part]) =>
      typeof part === 'object' && part.kind === 'known' ? [[name, part.value]] : [],
    ),
  )
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
    [
      'no cited fact',
      evidenceOf(),
      proposalOf([setField('city', 'BERLIN', { cites: [] })]),
      [['confidence']],
    ],
    ['a fresh CRM fact', evidenceOf(), proposalOf([setField('city', 'BERLIN')]), [[]]],
    [
      'another spelling of what the record holds',
      evidenceOf(),
      proposalOf([setField('industry', 'robotics', { cites: [factId('industry')] })]),
      [[]],
    ],
  ])('%s', (_sentence, evidence, proposal, expected) => {
    expect(held(proposal, evidence)).toEqual(expected)
  })

  test.each([
    ['inside a vendor’s range', 60, [[]]],
    ['at its upper bound', 200, [[]]],
    ['outside it', 900, [['confidence']]],
  ])('a number %s', (_sentence, value, expected) => {
    const exact = claim('employees', value, 'alpha')
    const range = { ...claim('employees', '51-200', 'beta'), range: { min: 51, max: 200 } }
    expect(held(employees(value, exact), withClaims(exact, range))).toEqual(expected)
  })

  test.each([
    ['too old to be cited has no say against a fresh one', 366, [[]]],
    ['not too old does', 364, [['confidence']]],
  ])('a word that is %s', (_sentence, days, expected) => {
    const old = { ...large, observedAt: plusDays(new Date(now), -days).toISOString() }
    expect(held(employees(40, small), withClaims(small, old))).toEqual(expected)
  })

  test('however many vendors agree, what a person entered is not written over', () => {
    const vendors = ['alpha', 'beta', 'gamma', 'delta'].map((name) => claim('city', 'Bonn', name))
    const human = factLike('city', { trust: 'human' })
    const all = [...facts.filter(({ field }) => field !== 'city'), human, ...vendors.map(claimFact)]
    const evidence = evidenceOf({ facts: all, claims: vendors, cited: byId(...all) })
    const cites = vendors.map((one) => claimFact(one).id)
    expect(held(proposalOf([setField('city', 'Bonn', { cites })]), evidence)).toEqual([['confidence']])
  })

  test('what a person entered stands against another value', () => {
    const human = factLike('city', { trust: 'human' })
    const own = facts.filter(({ field }) => field !== 'city')
    const evidence = evidenceOf({ facts: [...own, human], cited: byId(...own, human) })
    expect(held(proposalOf([setField('city', 'Bonn', { cites: [human.id] })]), evidence)).toEqual([
      ['value-said', 'confidence'],
    ])
  })
})

describe('what only an outsider says', () => {
  const seen = factLike('city', {
    value: 'Bonn',
    source: 'observed',
    sourceRef: 'act_1',
    trust: 'web',
    tainted: true,
  })
  const bonn = claim('city', 'Bonn', 'alpha')
  const filled = facts.filter(({ field }) => field === 'city')
  const others = facts.filter(({ field }) => field !== 'city')
  const book = (...said: readonly (typeof seen)[]) =>
    evidenceOf({ facts: [...others, ...said], cited: byId(...others, ...said), claims: [bonn] })
  const city = (...cites: readonly string[]) => setField('city', 'Bonn', { cites })
  const observe = {
    kind: 'observe',
    subject: { system, object: 'account', id: 'acc_1' },
    field: 'city',
    value: 'Bonn',
    quote: 'We moved to Bonn',
    sourceRef: 'act_1',
  }
  const isClear = (evidence: ReturnType<typeof evidenceOf>, ...actions: readonly object[]) =>
    !held(proposalOf(actions), evidence)[0]?.includes('confidence')
  test.each([
    ['fills an empty field', book(seen), [city(seen.id)], true],
    ['does not write over another value', book(...filled, seen), [city(seen.id)], false],
    ['nor by citing something else', book(...filled, seen), [city(factId('employees'))], false],
    ['nor when it is observed beside', book(...filled), [city(factId('city')), observe], false],
    ['does when a vendor says so, too', book(...filled, seen, claimFact(bonn)), [city(seen.id)], true],
    [
      'does over another spelling of itself',
      book(factLike('city', { value: 'BONN' }), seen),
      [city(seen.id)],
      true,
    ],
  ])('%s', (_sentence, evidence, actions, expected) => {
    expect(isClear(evidence, ...actions)).toBe(expected)
  })
})

describe('a field that could not be looked up everywhere', () => {
  const gaps = [{ source: 'atlas', fields: ['employees'], why: 'atlas is down' }]
  const old = { ...small, observedAt: plusDays(new Date(now), -364).toISOString() }
  const missing = (...claims: (typeof small)[]) => evidenceOf({ ...valuesOf(withClaims(...claims)), gaps })
  test.each([
    ['is written on one fresh voice', employees(40, small), missing(small), [[]]],
    [
      'is not written on a voice with a second doubt: its age',
      employees(40, old),
      missing(old),
      [['confidence']],
    ],
    ['that voice would have done without the gap', employees(40, old), withClaims(old), [[]]],
  ])('%s', (_sentence, proposal, evidence, expected) => {
    expect(held(proposal, evidence)).toEqual(expected)
  })

  const cites = [claimFact(small).id]
  test.each([
    ['a note that states it', note({ cites, text: 'The team counts 40.' }), true],
    ['a note about something else', note({ cites: [factId('city')], text: 'They sit in Berlin.' }), false],
    ['another field', setField('country', 'Germany'), false],
  ])('%s', (_sentence, action, isLower) => {
    const [without, within] = [
      code(proposalOf([action]), withClaims(small)),
      code(proposalOf([action]), missing(small)),
    ]
    expect(within).toBeCloseTo((without ?? 0) * (isLower ? 0.85 : 1), 1)
    expect((within ?? 0) < (without ?? 0)).toBe(isLower)
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

  test.each([
    [0.6900000000000001, '0.69'],
    [0.6999999, '0.699'],
    [0.1 + 0.2, '0.3'],
    [0, '0'],
  ])('%d of the model is shown as %s: no noise, and never as enough where it is not', (share, said) => {
    expect(
      objection('confidence', proposalOf([setField('country', 'Germany')], { confidence: share })),
    ).toMatchObject({ found: `${said} by the model, 1 by the sources` })
  })

  test('the reviewer reads which part pulled it down, the worst first', () => {
    const late = { ...small, observedAt: plusDays(new Date(now), -364).toISOString() }
    const found = objection('confidence', employees(130, large, late), withClaims(late, large))?.found
    expect(found).toBe('0.85 by the model, 0.44 by the sources (agreement 0.5, age 0.88)')
  })

  test('config may ask for more or less', () => {
    const strict = withThresholds({ 'add-note': 0.9 })
    expect(decide(proposalOf([note()]), evidenceOf(), strict).actions[0]?.kind).toBe('hold')
    const loose = withThresholds({ 'set-field': 0.1 })
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
