import { describe, expect, test } from 'vitest'
import { grounded, heldToken } from '#test/fakes/grounded.ts'
import {
  byId,
  draftOf,
  evidenceOf,
  factId,
  factLike,
  facts,
  objection,
  proposalOf,
  send,
  sentence,
  unreadable,
} from '#test/fakes/gate-case.ts'

describe('the case that made it: a fact is cited that says something else', () => {
  test('the objection names the token, where it stands, the nearest fact and what is right', () => {
    expect(grounded({ text: 'With 130 people you have much to plan.', cites: ['employees'] })).toEqual({
      needed: '“130 people” said by a cited fact',
      found: 'employees 120 is the nearest: another number',
      where: 'sentence 2: “With 130 people you have much to plan.”',
      place: { sentence: 1, start: 5, end: 8 },
      repair: { kind: 'replace-sentence', sentence: 1, text: 'With 120 people you have much to plan.' },
    })
  })

  test.each([
    ['You serve 120 customers.', 'employees', 'employees 120 is the nearest: another thing is counted'],
    ['The pilot of 900 dollars is open.', 'deal_1.amount', 'amount 900 is the nearest: another unit'],
    [
      'Your contract ends on 2027-03-15.',
      'contractEnd',
      'contractEnd “2027-03-14” is the nearest: another date',
    ],
    ['You are not hiring at the moment.', 'hiring', 'hiring true says the opposite'],
    [
      'As Head of Sales you decide.',
      'con_2.title',
      'title “Head of Sales” is the nearest: it is the title of somebody else',
    ],
    ['Akme Robotics has a fine team.', 'name', '“Acme” is the nearest: spelt otherwise'],
    ['You were seen with Kuka.', 'employees', 'no cited fact, sender profile or playbook says it'],
    [
      'Kuka and Siemens praise your 130 people.',
      'employees',
      'no cited fact, sender profile or playbook says it; 2 more in this text',
    ],
  ])('%s', (text, field, found) => {
    expect(grounded({ text, cites: [field] })?.found).toBe(found)
  })

  test('the stretch that is marked is that of the text as proposed, whatever was made plain to read it', () => {
    const text = 'Ａlso: ﬁne, but you serve\u00a0\u200b130 people.'
    const place = grounded({ text, cites: ['employees'] })?.place
    expect(place && text.slice(place.start, place.end)).toBe('130')
  })
})

describe('prepared repairs', () => {
  test.each([
    [
      'a wrong number is put right as it was written',
      'With 1,300 people.',
      ['employees'],
      { kind: 'replace-sentence', text: 'With 120 people.' },
    ],
    [
      'a wrong day is put right',
      'Your contract ends on 2027-04-14.',
      ['contractEnd'],
      { kind: 'replace-sentence', text: 'Your contract ends on 2027-03-14.' },
    ],
    ['a thing nobody counted is for a person', 'You serve 120 customers.', ['employees'], undefined],
    ['two faults are for a person', 'With 130 people in Munich.', ['employees'], undefined],
  ])('%s', (_sentence, text, cites, repair) => {
    expect(grounded({ text, cites })?.repair).toEqual(repair && { ...repair, sentence: 1 })
  })

  test('a sentence that says too much is left out where the rest still stands', () => {
    const sentences = [
      sentence('Hello Anna,'),
      sentence('With a team of 120 people, plans change.', factId('employees')),
      sentence('You also use Salesforce.', factId('hiring')),
    ]
    expect(
      objection('grounded-tokens', proposalOf([send], { draft: draftOf({ sentences }) }))?.repair,
    ).toEqual({
      kind: 'drop-sentence',
      sentence: 2,
    })
  })
})

describe('which facts count', () => {
  test.each([
    [
      'a sentence leans on its own cites alone',
      'With 120 people you have much to plan.',
      ['city'],
      '120 people',
    ],
    [
      'a fact about a namesake among our contacts is not the reader’s',
      'As Head of Sales you decide.',
      ['con_2.title'],
      'Head of Sales',
    ],
    [
      'a fact nobody knows is for cites-current-fact',
      'With 120 people you have much to plan.',
      ['employees'],
      undefined,
    ],
  ])('%s', (_sentence, text, cites, token) => {
    expect(heldToken({ text, cites })).toBe(token)
  })

  test('the subject leans on every fact the draft cites', () => {
    expect(
      heldToken({ text: 'A plan for 120 people', cites: ['employees'], kind: 'subject' }),
    ).toBeUndefined()
    expect(grounded({ text: 'A plan for 130 people', cites: ['employees'], kind: 'subject' })).toMatchObject({
      place: { sentence: null, start: 11, end: 14 },
      repair: { kind: 'replace-subject', text: 'A plan for 120 people' },
    })
  })

  test('an id that is no fact is left to cites-current-fact', () => {
    const draft = draftOf({
      sentences: [sentence('Hello Anna,'), sentence('You are 500 people.', 'fact_000000')],
    })
    expect(objection('grounded-tokens', proposalOf([send], { draft }))).toBeUndefined()
    expect(objection('cites-current-fact', proposalOf([send], { draft }))).toBeDefined()
  })

  test('last year’s figure is no longer what the fact says', () => {
    const old = factLike('employees', { value: 95, observedAt: '2025-09-01T09:00:00.000Z' })
    const draft = draftOf({ sentences: [sentence('Hello Anna,'), sentence('You are 120 people.', old.id)] })
    const evidence = evidenceOf({ facts: [...facts, old], cited: byId(...facts, old) })
    expect(objection('grounded-tokens', proposalOf([send], { draft }), evidence)?.found).toBe(
      'employees 95 is the nearest: another number',
    )
  })
})

describe('notes, tasks and memory', () => {
  test.each([
    ['add-note', 'Acme Robotics has 120 people and sits in Berlin.', ['employees', 'city'], undefined],
    ['add-note', 'Acme Robotics has 140 people.', ['employees'], '140 people'],
    ['add-note', 'The newest note says: “We plan 14 lines by hand and Kuka asked us to stop”', [], undefined],
    [
      'add-note',
      'The newest note says: “We plan 15 lines by hand and Kuka asked us to stop”',
      [],
      'We plan 15 lines by hand and Kuka asked us to stop',
    ],
    ['add-note', 'Anna wrote on 12 November.', [], undefined],
    ['add-note', 'Anna wrote on 13 November.', [], '13 November'],
    ['add-note', 'It is the market leader.', ['employees'], 'market leader'],
    ['add-note', 'The contract runs until 2027-03-14.', ['contractEnd'], undefined],
    ['add-note', 'Nobody of ours was in touch for a while.', [], undefined],
    ['add-task', 'Call Anna Berg on Tuesday at 3 pm.', [], undefined],
    ['add-task', 'Send the offer by 27 November.', [], undefined],
    ['add-task', 'Prepare the renewal: the contract ends on 2027-04-14.', ['contractEnd'], '2027-04-14'],
    ['add-task', 'Find somebody else at Siemens.', [], 'Siemens'],
    [
      'remember',
      'Sean O’Neill is the one who writes to us.',
      ['con_3.firstName', 'con_3.lastName'],
      undefined,
    ],
    ['remember', 'Sean Müller is the one who writes to us.', ['con_3.firstName'], 'Sean Müller'],
  ] as const)('%s: %s', (kind, text, cites, token) => {
    expect(heldToken({ text, cites, kind })).toBe(token)
  })
})

test('the book’s time zone says which day today is', () => {
  const late = '2026-11-30T23:30:00.000Z'
  const end = factLike('city', { field: 'contractEnd', value: '2027-01-14' })
  const evidence = { ...evidenceOf({ facts: [...facts, end], cited: byId(...facts, end) }), now: late }
  const draft = draftOf({
    sentences: [sentence('Hello Anna,'), sentence('Your contract ends next month.', end.id)],
  })
  // In Berlin it is December already.
  expect(objection('grounded-tokens', proposalOf([send], { draft }), evidence)).toBeUndefined()
})

test.each(['record', 'cited', 'playbook', 'sender', 'timeline'])(
  'without the %s nothing is grounded',
  (part) => {
    expect(grounded({ text: 'Hello Anna,' }, (evidence) => unreadable(evidence, part))?.found).toBe(
      `could not check: ${part}: the vendor is down`,
    )
  },
)
