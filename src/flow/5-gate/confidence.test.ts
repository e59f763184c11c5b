import { describe, expect, test } from 'vitest'
import { plusDays } from '#base/clock.ts'
import type { Claim } from '#records/claim.ts'
import type { Fact } from '#records/fact.ts'
import {
  byId,
  claim,
  claimFact,
  evidenceOf,
  factLike,
  note,
  now,
  proposalOf,
  send,
  setField,
  system,
  unreadable,
} from '#test/fakes/gate-case.ts'
import { closeness, confidenceOf } from './confidence.ts'

const daysAgo = (days: number) => plusDays(new Date(now), -days).toISOString()
/** A fact of this moment about the head count; changed. */
const fact = (value: Fact['value'], change: Partial<Omit<Fact, 'id'>> = {}) =>
  factLike('employees', { value, observedAt: now, ...change })
const vendor = (value: number, name: string, change: object = {}): Claim => ({
  ...claim('employees', value, name),
  observedAt: now,
  ...change,
})
interface Known {
  readonly facts?: readonly Fact[]
  readonly claims?: readonly Claim[]
  readonly gaps?: readonly string[]
}
/** How sure code is of the first of these actions, of which all facts may be cited. */
const sure = (actions: readonly object[], { facts = [], claims = [], gaps = [] }: Known = {}) => {
  const all = [...facts, ...claims.map(claimFact)]
  const evidence = evidenceOf({
    facts: all,
    claims,
    cited: byId(...all),
    gaps: gaps.length === 0 ? [] : [{ source: 'atlas', fields: gaps, why: 'down' }],
  })
  return confidenceOf(0, proposalOf(actions, { confidence: 1 }), evidence)
}
const fresh = fact(7, { field: 'foundedYear' })
const write = (value: unknown, change: object = {}) =>
  setField('employees', value, { cites: [fresh.id], ...change })
const deal = { object: { system, object: 'deal', id: 'acc_1' } }

describe('agreement: how much of what is said says what is written', () => {
  test.each<[string, number, object, Known]>([
    ['nobody says anything', 1, write(100), {}],
    ['the record does', 1, write(100), { facts: [fact(100)], claims: [vendor(500, 'alpha')] }],
    ['the record says another', 1, write(100), { facts: [fact(500)] }],
    ['one of two vendors does', 0.5, write(100), { claims: [vendor(100, 'alpha'), vendor(500, 'beta')] }],
    ['one of three', 0.33, write(100), { claims: [100, 500, 900].map((n) => vendor(n, `v${n}`)) }],
    ['half as much again is said', 0.67, write(100), { claims: [vendor(150, 'alpha')] }],
    ['twice as much is said', 0, write(100), { claims: [vendor(200, 'alpha')] }],
    ['of another field', 1, write(100), { claims: [vendor(500, 'alpha', { field: 'foundedYear' })] }],
    ['of another record', 1, write(100, deal), { claims: [vendor(500, 'alpha')] }],
    [
      'of another account',
      1,
      write(100),
      { facts: [fact(500, { source: 'alpha', subject: { system, object: 'account', id: 'acc_2' } })] },
    ],
    ['a person entered nearly the same', 1, write(100), { facts: [fact(101, { trust: 'human' })] }],
    ['a colleague noted it', 0.5, write(100), { facts: [fact(100, { trust: 'human', source: 'observed' })] }],
    ['a person says another', 0, write(100), { facts: [fact(300, { trust: 'human' })] }],
    [
      'a person said it long ago',
      0,
      write(100),
      { facts: [fact(300, { trust: 'human', observedAt: daysAgo(900) })] },
    ],
    [
      'what is too old says nothing',
      1,
      write(100),
      { claims: [vendor(100, 'a'), vendor(500, 'b', { observedAt: daysAgo(366) })] },
    ],
    [
      'but where all of it is too old',
      0,
      write(100),
      { claims: [vendor(500, 'b', { observedAt: daysAgo(366) })] },
    ],
    [
      'the lower end of a range',
      1,
      write(51),
      { claims: [vendor(99, 'a', { range: { min: 51, max: 200 } })] },
    ],
    ['one below it', 0, write(50), { claims: [vendor(50, 'a', { range: { min: 51, max: 200 } })] }],
    ['its upper end', 1, write(200), { claims: [vendor(99, 'a', { range: { min: 51, max: 200 } })] }],
    [
      'one above its upper end',
      0,
      write(201),
      { claims: [vendor(201, 'a', { range: { min: 51, max: 200 } })] },
    ],
    [
      'a range without an end',
      1,
      write(9000),
      { claims: [vendor(1, 'a', { range: { min: 1001, max: null } })] },
    ],
    [
      'a text is in no range',
      0,
      write('60'),
      { claims: [vendor(61, 'a', { range: { min: 51, max: 200 } })] },
    ],
  ])('%s: %d', (_sentence, expected, action, known) => {
    expect(sure([action], { ...known, facts: [...(known.facts ?? []), fresh] })).toBe(expected)
  })

  const pick = (one: Claim) => ({ kind: 'settle-claim', field: 'employees', pick: one.id, why: 'newer' })
  const [small, large] = [vendor(40, 'alpha'), vendor(500, 'beta')]
  test.each<[string, number, object, Claim[]]>([
    ['the only one', 1, pick(small), [small]],
    ['one of two', 0.75, pick(small), [small, large]],
    ['one beside another field’s', 1, pick(small), [small, { ...large, field: 'foundedYear' }]],
    ['none that is there', 0, pick(large), [small]],
  ])('a claim is settled for, %s: %d', (_sentence, expected, action, claims) => {
    expect(sure([action], { claims })).toBe(expected)
  })
})

describe('what only outsiders say over what the record holds', () => {
  const held = fact(90, { field: 'city', value: 'Bonn' })
  const mailed = fact('Köln', { field: 'city', source: 'observed', tainted: true })
  const subject = { system, object: 'account', id: 'acc_1' }
  const observe = (change: object = {}) => ({
    kind: 'observe',
    subject,
    field: 'city',
    value: 'Köln',
    quote: 'x',
    sourceRef: 'y',
    ...change,
  })
  const city = setField('city', 'Köln', { cites: [fresh.id] })
  test.each<[string, number, readonly object[], Fact[]]>([
    ['a mail does', 0.5, [city], [held, mailed]],
    ['over an empty field', 1, [city], [fact('', { field: 'city' }), mailed]],
    ['over nothing', 1, [city], [fact(null, { field: 'city' }), mailed]],
    ['over no field', 1, [city], [mailed]],
    ['over what another field holds', 1, [city], [fact('Bonn', { field: 'location' }), mailed]],
    ['a vendor does, too', 1, [city], [held, mailed, fact('köln ', { field: 'city', source: 'alpha' })]],
    ['it is observed beside', 0.5, [city, observe()], [held]],
    ['another value is observed', 1, [city, observe({ value: 'Ulm' })], [held]],
    ['it is observed of another field', 1, [city, observe({ field: 'location' })], [held]],
    [
      'it is observed of another record',
      1,
      [city, observe({ subject: { ...subject, id: 'acc_2' } })],
      [held],
    ],
    ['nobody does', 1, [city], [held]],
  ])('%s: %d', (_sentence, expected, actions, facts) => {
    expect(sure(actions, { facts: [...facts, fresh] })).toBe(expected)
  })
})

describe('the other shares', () => {
  const of = (days: number, change: Partial<Omit<Fact, 'id'>> = {}) =>
    fact(120, { observedAt: daysAgo(days), ...change })
  const citing = (...facts: readonly Fact[]) => [note({ cites: facts.map(({ id }) => id) })]
  test.each<[string, number, readonly object[], Fact[]]>([
    ['a fact of a moment ahead is new', 1, citing(of(-9)), [of(-9)]],
    ['a name does not age', 1, citing(of(9000, { field: 'name' })), [of(9000, { field: 'name' })]],
    [
      'two facts have the age of both',
      0.75,
      citing(of(0), of(400, { value: 9 })),
      [of(0), of(400, { value: 9 })],
    ],
    [
      'one cited twice counts once',
      0.65,
      citing(of(400), of(400), of(365, { value: 9 })),
      [of(400), of(365, { value: 9 })],
    ],
    ['a fact nobody has counts for nothing', 1, [note({ cites: ['fact_000000'] })], []],
    [
      'an outsider wrote half of it',
      0.9,
      citing(of(0), of(0, { value: 9, tainted: true })),
      [of(0), of(0, { value: 9, tainted: true })],
    ],
    [
      'an observation is an outsider’s word',
      0.8,
      [
        {
          kind: 'observe',
          subject: setField('x', 1).object,
          field: 'x',
          value: 1,
          quote: 'x',
          sourceRef: 'y',
        },
      ],
      [],
    ],
    ['a field without a source', 0.6, [write(100, { cites: [] })], []],
    [
      'a new person without one',
      0.6,
      [{ kind: 'create-contact', fields: { email: 'a@b.example' }, cites: [] }],
      [],
    ],
    ['a note without one', 1, [note({ cites: [] })], []],
    ['a message is as old as what its sentences cite', 1, [send], []],
    ['nothing to do', 1, [{ kind: 'none', reason: 'quiet' }], []],
  ])('%s: %d', (_sentence, expected, actions, facts) => {
    expect(sure(actions, { facts })).toBe(expected)
  })

  const missing = ['employees']
  const said = vendor(100, 'alpha')
  test.each<[string, number, object, Known]>([
    ['is written', 0.85, write(100), { facts: [fresh], gaps: missing }],
    ['of a deal is written', 1, write(100, deal), { facts: [fresh], gaps: missing }],
    [
      'stands as a vendor says',
      0.85,
      note({ cites: [claimFact(said).id] }),
      { claims: [said], gaps: missing },
    ],
    ['stands as the record says', 1, note({ cites: [fact(100).id] }), { facts: [fact(100)], gaps: missing }],
    [
      'of a person stands as a vendor says',
      1,
      note({ cites: [fact(1, { source: 'alpha', subject: { system, object: 'contact', id: 'con_1' } }).id] }),
      {
        facts: [fact(1, { source: 'alpha', subject: { system, object: 'contact', id: 'con_1' } })],
        gaps: missing,
      },
    ],
    ['is not spoken of', 1, note({ cites: [claimFact(said).id] }), { claims: [said], gaps: ['city'] }],
  ])('a field that could not be looked up everywhere %s: %d', (_sentence, expected, action, known) => {
    expect(sure([action], known)).toBe(expected)
  })
})

test.each(['clock', 'facts', 'cited', 'claims', 'gaps'])('without %s code is sure of nothing', (part) => {
  expect(confidenceOf(0, proposalOf([note()]), unreadable(evidenceOf(), part))).toBe(0)
})

test('the lower of model and code counts, and of what is not there nothing', () => {
  expect(confidenceOf(0, proposalOf([note()], { confidence: 0.3 }), evidenceOf())).toBe(0.3)
  expect(confidenceOf(1, proposalOf([note()]), evidenceOf())).toBe(0)
})

test.each<[Fact['value'], Fact['value'], number]>([
  [-5, -5, 1],
  [0, 0, 1],
  [-5, 5, 0],
  [5, 0, 0],
  [100, 150, 0.67],
  [100, 126, 0.99],
  [100, 199, 0.01],
  ['New\u00a0 York ', 'new york', 1],
  ['ﬁt', 'fit', 1],
  [['SAP'], ['SAP'], 1],
  [['SAP'], ['Kafka'], 0],
  [true, 'true', 1],
  [null, '', 0],
])('%j and %j are %j close', (one, other, expected) => {
  expect(closeness(one, other)).toBeCloseTo(expected, 2)
  expect(closeness(other, one)).toBeCloseTo(expected, 2)
})
