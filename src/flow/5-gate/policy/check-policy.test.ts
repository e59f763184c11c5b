import { describe, expect, test } from 'vitest'
import { policyOf } from '#test/fakes/policy-case.ts'
import { checkPolicy, isAsSaid } from './check-policy.ts'

/** How one case comes out that is said to hold. */
const outcome = (when: string, given: object, change: object = {}) => {
  const cases = [
    { name: 'this', holds: true, given },
    { name: 'other', holds: false, given: {} },
  ]
  const [first] = checkPolicy(policyOf(when, { cases, ...change })).cases
  return first
}
const holds = (when: string, given: object = {}, change: object = {}) => {
  const said = outcome(when, given, change)
  return said?.error ?? said?.holds
}

describe('a case begins from the clean one', () => {
  test.each([
    'now == timestamp("2026-01-15T10:00:00Z")',
    'today.date == "2026-01-15" && today.weekday == "thursday" && today.hour == 11',
    'skill == "follow-up" && proposal.skill == "follow-up" && proposal.confidence == 0.9',
    'account.name == "Acme" && account.stage == "working"',
    'action.kind == "send-email" && proposal.actions == ["send-email"]',
    'draft.exists && draft.language == "en"',
    'account.country == "" && account.employees == 0 && !account.hiring',
    'size(account.technologies) == 0 && size(facts) == 0 && size(contacts) == 0',
    'counts.accountLastAt == timestamp("1970-01-01T00:00:00Z") && counts.hardBounces == 0',
    '!account.knows("tier") && contact.email == "" && draft.subject == ""',
  ])('%s', (when) => {
    expect(holds(when)).toBe(true)
    expect(holds(`!(${when})`)).toBe(false)
  })

  test('of another kind there is no draft', () => {
    const given = { 'action.kind': 'add-note' }
    expect(holds('!draft.exists && draft.language == "" && action.kind == "add-note"', given)).toBe(true)
    expect(holds('proposal.actions == ["add-note"]', given)).toBe(true)
  })
})

describe('a case gives values by path', () => {
  test.each<[string, object]>([
    ['account.country == "DE" && account.name == "Acme"', { 'account.country': 'DE' }],
    ['account.country == "DE" && account.city == "Ulm"', { account: { country: 'DE', city: 'Ulm' } }],
    ['account.country == "DE" && account.city == "Ulm"', { 'account.country': 'DE', 'account.city': 'Ulm' }],
    ['account.employees == 7 && account.hiring', { 'account.employees': 7, account: { hiring: true } }],
    ['account.text("tier") == "gold"', { 'account.fields.tier': 'gold' }],
    ['account.technologies == ["SAP"]', { 'account.technologies': ['SAP'] }],
    [
      'contacts.exists(c, c.email == "a@b.example" && c.flag("vip"))',
      { contacts: [{ email: 'a@b.example', fields: { vip: true } }] },
    ],
    [
      'facts.all(f, f.cited && f.observedAt == now)',
      { facts: [{ cited: true, observedAt: '2026-01-15T10:00:00Z' }] },
    ],
    ['skill == "hygiene" && proposal.skill == "follow-up"', { skill: 'hygiene' }],
    ['draft.sentences.exists(s, s.cites == 2)', { 'draft.sentences': [{ text: 'x', cites: 2 }] }],
  ])('%s', (when, given) => {
    expect(holds(when, given)).toBe(true)
    expect(holds(`!(${when})`, given)).toBe(false)
  })

  test.each<[string, object, string]>([
    ['an unknown name', { acount: 1 }, 'there is no acount'],
    ['an unknown field', { 'account.countri': 'DE' }, 'there is no account.countri'],
    ['an unknown field of an item', { facts: [{ sourc: 'x' }] }, 'there is no facts.0.sourc'],
    ['a number for a text', { 'account.country': 7 }, 'account.country is 7, expected a text'],
    ['a text for a number', { 'account.employees': '7' }, 'account.employees is "7", expected a number'],
    ['a text for a flag', { 'account.hiring': 'yes' }, 'account.hiring is "yes", expected a true or false'],
    ['one thing for a list', { facts: { a: 1 } }, 'facts is {"a":1}, expected a list'],
    ['a text for a thing', { account: 'Acme' }, 'account is "Acme", expected fields of it'],
    ['a list for a thing', { account: [] }, 'account is [], expected fields of it'],
    ['nothing for a thing', { account: null }, 'account is null, expected fields of it'],
    [
      'a moment that is none',
      { now: 'soon' },
      'now is "soon", expected a moment like "2026-01-31T00:00:00Z"',
    ],
    ['a number for a moment', { now: 7 }, 'now is 7, expected a moment like "2026-01-31T00:00:00Z"'],
    [
      'a text in a list of things',
      { 'draft.sentences': ['x'] },
      'draft.sentences.0 is "x", expected fields of it',
    ],
    ['a kind that is no text', { 'action.kind': 7 }, 'action.kind is no text'],
  ])('%s is said, and the case is held', (_sentence, given, error) => {
    expect(outcome('true', given)).toEqual({ name: 'this', expected: true, holds: true, error })
  })
})

describe('which kinds a case is about', () => {
  test.each<[string, object, string[] | undefined, boolean]>([
    ['none named: every kind with an effect', {}, undefined, true],
    ['none named, and nothing to do', { 'action.kind': 'none' }, undefined, false],
    ['the first of those named', {}, ['add-task', 'add-note'], true],
    ['one of those named', { 'action.kind': 'add-note' }, ['add-task', 'add-note'], true],
    ['another', { 'action.kind': 'send-email' }, ['add-task', 'add-note'], false],
  ])('%s', (_sentence, given, kinds, expected) => {
    expect(holds('true', given, kinds === undefined ? {} : { kinds })).toBe(expected)
  })

  test('the first named is the kind of a case that names none', () => {
    expect(holds('action.kind == "add-task"', {}, { kinds: ['add-task', 'add-note'] })).toBe(true)
  })
})

describe('what is wrong with a policy', () => {
  const faults = (change: object, when = 'true') => checkPolicy(policyOf(when, change)).faults
  test('nothing', () => {
    expect(faults({})).toEqual([])
  })

  test.each(['none', 'send-mail', 'toString'])('a kind %s has no effect', (kind) => {
    const [fault] = faults({ kinds: ['add-note', kind] })
    expect(fault).toMatchObject({
      field: 'kinds',
      why: expect.stringMatching(
        `^"${kind}" is no kind of action with an effect: set-field, add-note, .*send-email$`,
      ),
    })
  })

  const one = (name: string, says: boolean) => ({ name, holds: says })
  test.each([
    [true, [one('a', false), one('b', false)]],
    [false, [one('a', true), one('b', true)]],
  ])('no case with holds = %j', (says, cases) => {
    expect(faults({ cases })).toEqual([
      { field: 'cases', why: `expected at least one with holds = ${says}, got none` },
    ])
  })

  test('an expression that does not compile, with where to look, and no case is tried', () => {
    expect(checkPolicy(policyOf('account.gone == ""', { kinds: ['none'] }))).toEqual({
      faults: [
        expect.objectContaining({ field: 'kinds' }),
        {
          field: 'when',
          why: 'line 1, column 9: there is no field gone',
          next: 'daybook rules environment lists what an expression may use',
        },
      ],
      cases: [],
    })
  })

  test('each case comes out as said, or not, or breaks', () => {
    const cases = [
      { name: 'as said', holds: true, given: { 'account.employees': 5 } },
      { name: 'not', holds: true, given: { 'account.employees': 0 } },
      { name: 'not held', holds: false, given: {} },
      { name: 'broken', holds: true, given: { facts: 1 } },
    ]
    const said = checkPolicy(policyOf('account.employees > 1', { cases })).cases
    expect(said.map((outcomeOf) => [outcomeOf.holds, isAsSaid(outcomeOf)])).toEqual([
      [true, true],
      [false, false],
      [false, true],
      [true, false],
    ])
  })
})
