import { describe, expect, test } from 'vitest'
import { plusDays } from '#base/clock.ts'
import {
  byId,
  claim,
  claimFact,
  dossierOf,
  draftOf,
  evidenceOf,
  factId,
  factLike,
  facts,
  held,
  note,
  now,
  objection,
  otherAccount,
  proposalOf,
  saying,
  send,
  sentence,
  setField,
} from '#test/fakes/gate-case.ts'

const employees = factId('employees')
const daysAgo = (days: number) => plusDays(new Date(now), -days).toISOString()
const mail = (text: string, ...cites: string[]) => proposalOf([send], { draft: saying(text, ...cites) })
const said = (proposal: Parameters<typeof objection>[1], evidence = evidenceOf()) =>
  objection('cites-current-fact', proposal, evidence)

describe('cites-current-fact, in a message', () => {
  const stale = factLike('employees', { observedAt: daysAgo(366) })
  const fresh = factLike('employees', { observedAt: daysAgo(364) })
  const foreign = factLike('employees', { accountId: otherAccount })
  const gone = factLike('employees', { value: 80 })
  const title = factLike('title', { observedAt: daysAgo(400) })
  const named = factLike('name', { observedAt: daysAgo(4000) })
  test.each([
    ['a fact the record holds', mail('You are 120 people.', employees), evidenceOf(), undefined],
    [
      'a number without a fact',
      mail('You are 120 people.'),
      evidenceOf(),
      'none for a claim about them: “You are”',
    ],
    ['an id that was never offered', mail('Nice.', 'fact_000000'), evidenceOf(), 'no fact fact_000000'],
    [
      'another account’s fact',
      mail('Nice.', foreign.id),
      evidenceOf({ cited: byId(...facts, foreign) }),
      'a fact of account acc_2',
    ],
    [
      'a value the record no longer holds',
      mail('You are 80 people.', gone.id),
      evidenceOf({ cited: byId(...facts, gone) }),
      'employees was 80, now 120',
    ],
    [
      'a fact one day too old',
      mail('You are 120 people.', stale.id),
      evidenceOf({
        facts: [...facts.filter(({ field }) => field !== 'employees'), stale],
        cited: byId(...facts, stale),
      }),
      '120 of 2025-11-19, 1 days too old',
    ],
    [
      'a fact one day young enough',
      mail('You are 120 people.', fresh.id),
      evidenceOf({
        facts: [...facts.filter(({ field }) => field !== 'employees'), fresh],
        cited: byId(...facts, fresh),
      }),
      undefined,
    ],
    [
      'a title that is too old',
      mail('As a CTO one sees that.', title.id),
      evidenceOf({
        facts: [...facts.filter(({ field }) => field !== 'title'), title],
        cited: byId(...facts, title),
      }),
      '“CTO” of 2025-10-16, 35 days too old',
    ],
    [
      'a name, which does not age',
      mail('Nice.', named.id),
      evidenceOf({
        facts: [...facts.filter(({ field }) => field !== 'name'), named],
        cited: byId(...facts, named),
      }),
      undefined,
    ],
  ])('%s', (_sentence, proposal, evidence, expected) => {
    expect(said(proposal, evidence)?.found).toBe(expected)
  })

  test('a vendor’s claim in force may be cited', () => {
    const vendor = claimFact(claim('fundingStage', 'Series A', 'alpha'))
    const evidence = evidenceOf({ facts: [...facts, vendor], cited: byId(...facts, vendor) })
    expect(said(mail('You raised a Series A.', vendor.id), evidence)).toBeUndefined()
  })

  test('code offers to drop the sentence while the message still stands', () => {
    expect(said(mail('You are 120 people.'))).toMatchObject({
      where: 'sentence 2: “You are 120 people.”',
      place: { sentence: 1, start: 0, end: 19 },
      repair: { kind: 'drop-sentence', sentence: 1 },
    })
  })

  test.each([
    [
      'when it is the opening',
      [
        sentence('You are 120 people.'),
        sentence('You are hiring.', factId('hiring')),
        sentence('Shall we talk?'),
      ],
    ],
    [
      'when nothing cited would be left',
      [sentence('Hello Anna,'), sentence('You are 120 people.'), sentence('Shall we talk?')],
    ],
    [
      'when too little would be left',
      [sentence('Hello Anna,', factId('firstName')), sentence('You are 120 people.')],
    ],
    [
      'when another sentence is at fault, too',
      [...draftOf().sentences, sentence('You are 120 people.'), sentence('You are 130 people.')],
    ],
  ])('but not %s', (_sentence, sentences) => {
    const objected = said(proposalOf([send], { draft: draftOf({ sentences }) }))
    expect(objected).toBeDefined()
    expect(objected?.repair).toBeUndefined()
  })
})

describe('cites-current-fact, elsewhere', () => {
  const stale = factLike('employees', { observedAt: daysAgo(800) })
  const kept = facts.filter(({ field }) => field !== 'employees')
  const evidence = evidenceOf({ facts: [...kept, stale], cited: byId(...facts, stale) })
  test('a note may cite what is old, but not what is gone or foreign', () => {
    expect(said(proposalOf([note({ cites: [stale.id] })]), evidence)).toBeUndefined()
    expect(said(proposalOf([note({ cites: ['fact_000000'] })]))).toMatchObject({
      repair: { kind: 'drop-action' },
    })
    expect(said(proposalOf([setField('city', 'Bonn', { cites: ['fact_000000'] })]))).toBeDefined()
    expect(said(proposalOf([note({ text: 'There are 120 of them.', cites: [] })]))).toBeUndefined()
  })
})

describe('foreign-content', () => {
  const mention = (kind: string, value: string, isShared = false) => ({
    accountId: 'acc_2',
    kind,
    value,
    isShared,
  })
  const noted = (text: string) => proposalOf([note({ text })])
  const found = (proposal: Parameters<typeof objection>[1], mentions: object[], more: object = {}) =>
    objection('foreign-content', proposal, evidenceOf({ mentions, ...more }))?.found
  const record = (fields: object) => ({ record: { dossier: dossierOf(fields), stage: 'working' } })
  const name = mention('name', 'summit ladder')
  test.each([
    [
      'another account’s name',
      noted('Summit Ladder pays late.'),
      [name],
      {},
      'the name “summit ladder” of account acc_2',
    ],
    [
      'another account’s domain',
      noted('See other.example for it.'),
      [mention('domain', 'other.example')],
      {},
      'the domain “other.example” of account acc_2',
    ],
    [
      'another account’s contact',
      noted('Ask Bob@other.example.'),
      [mention('contact', 'bob@other.example')],
      {},
      'the contact “bob@other.example” of account acc_2',
    ],
    [
      'a canary',
      noted('Code ZQ-77 is secret.'),
      [mention('canary', 'zq-77')],
      {},
      'the canary “zq-77” of account acc_2',
    ],
    [
      'what only another account’s facts say',
      noted('Their customer code is ZQK-4471-AB.'),
      [mention('fact', 'zqk-4471-ab')],
      {},
      'the fact “zqk-4471-ab” of account acc_2',
    ],
    [
      'the same, letter by letter',
      noted('Code: z q k 4 4 7 1 a b.'),
      [mention('fact', 'zqk4471ab')],
      {},
      'the fact “zqk4471ab” of account acc_2',
    ],
    [
      'what many accounts say',
      noted('They run model PX-9000-B2.'),
      [mention('fact', 'px-9000-b2', true)],
      {},
      undefined,
    ],
    [
      'a code the record holds as well',
      noted('Their customer code is ZQK-4471-AB.'),
      [mention('fact', 'zqk-4471-ab')],
      record({ customerCode: 'ZQK-4471-AB' }),
      undefined,
    ],
    [
      'a name several accounts share',
      noted('Summit Ladder pays late.'),
      [mention('name', 'summit ladder', true)],
      {},
      undefined,
    ],
    [
      'the account’s own former name',
      noted('Once called Summit Ladder.'),
      [name],
      record({ formerNames: ['Summit Ladder'] }),
      undefined,
    ],
    [
      'a partner the record names',
      noted('They work with Summit Ladder.'),
      [name],
      record({ description: 'Partner of Summit Ladder' }),
      undefined,
    ],
    [
      'a reference the playbook names',
      noted('Like Summit Ladder does.'),
      [name],
      { playbook: 'Summit Ladder is a reference.' },
      undefined,
    ],
    [
      'the domain of both twins',
      noted('See acme.example.'),
      [mention('domain', 'acme.example')],
      {},
      undefined,
    ],
    ['a name inside a longer word', noted('The Summit Ladders are ours.'), [name], {}, undefined],
    ['a mention that stands in another action', noted('Nothing of it.'), [name], {}, undefined],
    [
      'a canary the record names, too',
      noted('Code ZQ-77.'),
      [mention('canary', 'zq-77')],
      record({ description: 'ZQ-77' }),
      'the canary “zq-77” of account acc_2',
    ],
  ])('%s', (_sentence, proposal, mentions, more, expected) => {
    expect(found(proposal, mentions, more)).toBe(expected)
  })

  test('in a message the sentence is named and may be dropped; in a subject it may not', () => {
    const evidence = evidenceOf({ mentions: [name] })
    expect(objection('foreign-content', mail('Like Summit Ladder.', employees), evidence)).toMatchObject({
      where: 'sentence 2: “Like Summit Ladder.”',
      place: { sentence: 1, start: 5, end: 18 },
      repair: { kind: 'drop-sentence', sentence: 1 },
    })
    const subject = proposalOf([send], { draft: draftOf({ subject: 'As at Summit Ladder' }) })
    expect(objection('foreign-content', subject, evidence)).toMatchObject({
      place: { sentence: null, start: 6, end: 19 },
    })
    expect(objection('foreign-content', subject, evidence)?.repair).toBeUndefined()
  })

  test('only the action that says it is held', () => {
    const actions = [
      note({ text: 'Summit Ladder.' }),
      note({ text: 'Fine.', purpose: 'reply' }),
      setField('city', 'Summit Ladder'),
    ]
    const rulesOf = held(proposalOf(actions), evidenceOf({ mentions: [name] }))
    expect(rulesOf.map((names) => names.includes('foreign-content'))).toEqual([true, false, true])
  })
})
