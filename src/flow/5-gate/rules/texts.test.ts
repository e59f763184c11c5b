import { describe, expect, test } from 'vitest'
import { plusDays } from '#base/clock.ts'
import {
  byId,
  claim,
  claimFact,
  draftOf,
  evidenceOf,
  factId,
  factLike,
  facts,
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

  test('of what is gone the reviewer reads what that source says of that record now', () => {
    const contactId = { system: facts[0]?.subject.system ?? '', object: 'contact', id: 'con_1' } as const
    const gone = factLike('employees', { value: 80, source: 'alpha' })
    const now = [
      ...facts,
      factLike('employees', { value: 7, source: 'alpha', subject: contactId }),
      factLike('employees', { value: 90, source: 'alpha' }),
    ]
    const evidence = evidenceOf({ facts: now, cited: byId(...now, gone) })
    expect(said(mail('You are 80 people.', gone.id), evidence)?.found).toBe('employees was 80, now 90')
    const without = evidenceOf({ facts, cited: byId(...facts, gone) })
    expect(said(mail('You are 80 people.', gone.id), without)?.found).toBe('employees was 80, now nothing')
  })

  const uncited = (...texts: string[]) =>
    proposalOf([send], {
      draft: draftOf({ sentences: [...draftOf().sentences, ...texts.map((text) => sentence(text))] }),
    })
  test.each([
    ['with one other', uncited('You are 120 people.', 'You are 130 people.'), '; also sentence 7'],
    ['with two', uncited('You are 120.', 'You are 130.', 'You are 140.'), '; also sentence 7, 8'],
    ['alone', uncited('You are 120 people.'), 'none for a claim about them: “You are”'],
    ['by the account’s name', uncited('Acme Robotics is large.'), 'claim about them: “Acme Robotics is”'],
    ['not, by another name', uncited('Robotics is large.'), 'nothing'],
    ['not, as a question', uncited('Are you 120 people?'), 'nothing'],
  ])('a statement without a fact is found %s', (_sentence, proposal, expected) => {
    expect((said(proposal)?.found ?? 'nothing').slice(-expected.length)).toBe(expected)
  })

  test('a vendor’s claim in force may be cited', () => {
    const vendor = claimFact(claim('fundingStage', 'Series A', 'alpha'))
    const evidence = evidenceOf({ facts: [...facts, vendor], cited: byId(...facts, vendor) })
    expect(said(mail('You raised a Series A.', vendor.id), evidence)).toBeUndefined()
  })

  test('of a fact that is too old the reviewer reads the field and the sentence', () => {
    const evidence = evidenceOf({
      facts: [...facts.filter(({ field }) => field !== 'employees'), stale],
      cited: byId(...facts, stale),
    })
    expect(said(mail('You are 120 people.', stale.id), evidence)).toMatchObject({
      needed: 'employees no older than its field allows',
      where: 'sentence 2: “You are 120 people.”',
    })
  })

  test('code offers to drop the sentence while the message still stands', () => {
    expect(said(mail('You are 120 people.'))).toMatchObject({
      needed: 'a cited fact for every checkable statement',
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
  const foreign = factLike('employees', { accountId: otherAccount })
  const gone = factLike('employees', { value: 80 })
  const stale = factLike('employees', { observedAt: daysAgo(800) })
  const kept = facts.filter(({ field }) => field !== 'employees')
  const evidence = evidenceOf({ facts: [...kept, stale], cited: byId(...facts, stale) })
  test.each([
    ['never offered', [], 'facts that were offered', 'no fact fact_000000', 'fact_000000'],
    ['of another account', [foreign], 'facts of this account', 'a fact of account acc_2', foreign.id],
    ['gone', [gone], 'facts the record still holds', 'employees was 80, now 120', 'fact employees'],
  ])('the reviewer of a note reads of a fact that was %s', (_sentence, [fact], needed, found, where) => {
    const proposal = proposalOf([note({ cites: [fact?.id ?? 'fact_000000'] })])
    const evidence = evidenceOf({ cited: byId(...facts, foreign, gone) })
    expect(said(proposal, evidence)).toEqual({
      rule: 'cites-current-fact',
      needed,
      found,
      where,
      repair: { kind: 'drop-action' },
    })
  })

  test('a note may cite what is old, but not what is gone or foreign', () => {
    expect(said(proposalOf([note({ cites: [stale.id] })]), evidence)).toBeUndefined()
    expect(said(proposalOf([note({ cites: ['fact_000000'] })]))).toMatchObject({
      repair: { kind: 'drop-action' },
    })
    expect(said(proposalOf([setField('city', 'Bonn', { cites: ['fact_000000'] })]))).toBeDefined()
    expect(said(proposalOf([note({ text: 'There are 120 of them.', cites: [] })]))).toBeUndefined()
  })
})
