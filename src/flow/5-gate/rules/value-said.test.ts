import { describe, expect, test } from 'vitest'
import type { Fact } from '#records/fact.ts'
import {
  byId,
  claim,
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

  test('a new person out of cited facts, each value of its own field', () => {
    const cited = [of('lastName', 'Lee'), of('message', 'I am Bob, of Ash and Oak.')]
    const evidence = evidenceOf({ cited: byId(...facts, ...cited) })
    const cites = cited.map(({ id }) => id)
    const where = (fields: object) => objection('value-said', create(fields, ...cites), evidence)?.where
    expect(where({ lastName: 'Lee', firstName: 'Bob' })).toBeUndefined()
    expect(where({ lastName: 'Lee', title: 'Lee' })).toBe('field title')
    expect(where({ lastName: 'Oak' })).toBeUndefined()
    const account = { kind: 'create-account', fields: { name: 'Lee' }, cites }
    expect(objection('value-said', proposalOf([account]), evidence)?.where).toBe('field name')
  })

  test('of two values nobody said both are named', () => {
    expect(objection('value-said', create({ firstName: 'Bob', lastName: 'Lee' }))).toEqual({
      rule: 'value-said',
      needed: 'a source that says the value of firstName, lastName',
      found: '“Bob”, which no cited fact, claim or standing observation says',
      where: 'field firstName',
      repair: { kind: 'drop-action' },
    })
  })

  const elsewhere = (change: object) => ({ ...observe('We are now 140 people'), ...change })
  test.each([
    ['of another field', [clean, elsewhere({ field: 'seats' })]],
    ['of another record', [clean, elsewhere({ subject: { system, object: 'contact', id: 'con_1' } })]],
    ['of another value', [clean, elsewhere({ value: 139 })]],
  ])('an observation %s says nothing of it', (_sentence, actions) => {
    expect(objection('value-said', proposalOf(actions), evidenceOf({ answers }))).toBeDefined()
  })

  const onContact = setField('employees', 140, {
    object: { system, object: 'contact', id: 'con_1' },
    cites: [factId('city')],
  })
  test.each([
    ['of the account says nothing of a person', [onContact], [alpha], false],
    ['of another account says nothing here', [clean], [{ ...alpha, accountId: 'acc_2' }], false],
    ['of another field says nothing', [clean], [{ ...alpha, field: 'seats' }], false],
    ['of another field contradicts nothing', [clean], [alpha, { ...gamma, field: 'seats' }], true],
    [
      'settled about another field leaves the question open',
      [clean, { ...settle(alpha.id), field: 'seats' }],
      [alpha, gamma],
      false,
    ],
  ])('a claim %s', (_sentence, actions, claims, expected) => {
    expect(objection('value-said', proposalOf(actions), evidenceOf({ claims })) === undefined).toBe(expected)
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
