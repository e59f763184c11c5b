import { describe, expect, test } from 'vitest'
import { contact, dossierOf, evidenceOf, note, proposalOf, send, setField } from '#test/fakes/gate-case.ts'
import { active, withPolicies } from '#test/fakes/policy-case.ts'
import { compile } from './compile.ts'
import { policyRules } from './policy-rule.ts'

const fault = (text: string) => {
  const made = compile(text)
  return made.kind === 'fault' ? made.fault.why : undefined
}
/** What the policy says of the first action; the clean one of a message where none is given. */
const said = (when: string, actions: readonly object[] = [send], evidence = evidenceOf()) => {
  const proposal = proposalOf(actions)
  const [made] = policyRules(withPolicies(active(when)), 'Europe/Berlin')
  const [action] = proposal.actions
  return action && made?.rule.objects({ index: 0, action }, proposal, evidence)
}
const holds = (when: string, ...more: readonly object[]) => {
  const found = said(when, more.length === 0 ? [send] : more)?.found
  return found?.startsWith('could not') === true ? found : found !== undefined
}

describe('how much an expression may look at', () => {
  const nested = (outer: string, inner: string) => `${outer}.all(a, ${inner}.exists(b, a == b))`
  test.each([
    ['lists that are short for sure', nested('proposal.actions', 'proposal.actions'), undefined],
    ['a list written out', nested('["x", "y"]', '["x", "y"]'), undefined],
    ['a long one inside a short one', 'proposal.actions.all(a, facts.exists(f, f.value == a))', undefined],
    ['two long ones', 'facts.all(a, facts.exists(b, a.value == b.value))', /1,501,001 steps/],
    [
      'activities, of which a hundred are there',
      'activities.all(a, activities.exists(b, a.body == b.body))',
      undefined,
    ],
    ['activities against facts', 'activities.all(a, facts.exists(b, a.body == b.value))', /300,201 steps/],
    [
      'two lists put together',
      'proposal.actions.all(a, (facts + facts).exists(b, b.value == a))',
      /^it could take 101,082 steps/,
    ],
    [
      'the longer of two',
      'facts.all(a, (true ? ["x"] : account.technologies).exists(b, a.value == b))',
      /^it could take/,
    ],
    [
      'what filter leaves may be all of it',
      'facts.filter(f, f.cited).all(a, facts.exists(b, a == b))',
      /^it could take/,
    ],
    [
      'words sought in a long list',
      'facts.exists(f, f.value.hasWord("a") || f.value.hasWord("b"))',
      /^it could take 105,001 steps/,
    ],
    ['one word in it', 'facts.exists(f, f.value.hasWord("a"))', undefined],
    [
      'a text made small in it',
      'facts.exists(f, f.value.lowerAscii() == "a" || f.field.upperAscii() == "A")',
      undefined,
    ],
    [
      'four of them',
      'facts.exists(f, [f.value, f.field, f.trust, f.source] == [f.value.trim(), f.value.trim(), f.value.trim(), f.value.trim()])',
      /^it could take/,
    ],
    [
      'an item in a long list, in a loop over one',
      'facts.exists(f, f.value in account.technologies)',
      /^it could take/,
    ],
    [
      'the name of an item is no name outside',
      'facts.exists(f, f.cited) && f.cited',
      /^there is no f: known are account, /,
    ],
    [
      'a place in a list',
      'deals[0].amount > 1.0',
      'a place in a list may be empty: use exists, all or filter, or text("field")',
    ],
    [
      'a function nobody knows',
      'account.name.reverse() == ""',
      'reverse(…) is not known here: see daybook rules environment',
    ],
    ['a moment out of a number', 'now > timestamp(7)', /^timestamp\(…\) takes a text in quotes/],
    ['a length out of a text', 'now - now > duration(draft.text)', /^duration\(…\) takes a text in quotes/],
    [
      'a short list filtered stays short',
      'proposal.actions.filter(a, a != "x").all(a, facts.exists(f, f.value == a))',
      undefined,
    ],
    [
      'one of two short lists',
      '(draft.exists ? ["x"] : ["y", "z"]).all(a, facts.exists(f, f.value == a))',
      undefined,
    ],
    [
      'a moment with two texts',
      'now > timestamp("2026-01-31T00:00:00Z", "UTC")',
      /takes a text in quotes, so that it can be checked/,
    ],
  ])('%s', (_sentence, text, expected) => {
    if (expected === undefined || typeof expected === 'string') expect(fault(text)).toBe(expected)
    else expect(fault(text)).toMatch(expected)
  })
})

describe('a moment that is none is found wherever it stands', () => {
  test.each([
    'now > timestamp("x")',
    '[timestamp("x")] == [now]',
    '!(now > timestamp("x"))',
    'daysBetween(now, timestamp("x")) > 1.0',
    '-daysBetween(timestamp("x"), now) < 0.0',
    'facts.exists(f, f.observedAt > timestamp("x"))',
    'facts.filter(f, f.observedAt > timestamp("x")).exists(f, f.cited)',
    '(draft.exists ? timestamp("x") : now) == now',
    'draft.exists && (skill == "x" || now > timestamp("x"))',
    'timestamp("x") in [now]',
    'now + duration("1h") > timestamp("x")',
  ])('%s', (text) => {
    expect(fault(text)).toMatch(/^"x" is no timestamp: write it like timestamp\("2026-01-31T00:00:00Z"\)$/)
    expect(fault(text.replaceAll('"x")', '"2026-01-01T00:00:00Z")'))).toBeUndefined()
  })
})

describe('numbers of a record and numbers written out', () => {
  test.each([
    'account.employees == 120 && account.employees != 121',
    'account.employees + 1 == 121.0 && 1 + account.employees == 121.0',
    'account.employees - 20 == 100.0 && 200 - account.employees == 80.0',
    'account.employees * 2 == 240.0 && 2 * account.employees == 240.0',
    'account.employees / 2 == 60.0 && 240 / account.employees == 2.0',
    'size(account.technologies) == 0 && -account.employees < 0.0',
    'account.employees in [120.0] && !(account.employees in [])',
  ])('%s', (when) => {
    expect(holds(when)).toBe(true)
    expect(holds(`!(${when})`)).toBe(false)
  })
})

describe('whole words', () => {
  const text = 'A Discount of ten per cent, O’Neill’s e-mail ＡＢＣ.'
  test.each<[string, boolean]>([
    ['discount', true],
    ['DISCOUNT OF', true],
    ['discount ten', false],
    ['of discount', false],
    ['count', false],
    ['discounts', false],
    ['e-mail', true],
    ['abc', true],
    ['cent of', false],
    ['', false],
    ['…', false],
  ])('%j is one: %j', (wanted, is) => {
    expect(holds(`action.text.hasWord(${JSON.stringify(wanted)})`, note({ text }))).toBe(is)
  })
})

describe('what is not there is empty', () => {
  const bare = evidenceOf({
    record: {
      dossier: {
        ...dossierOf({}, { contacts: [contact('con_2', {})], deals: [] }),
        account: { ...dossierOf({ hiring: 'yes', technologies: 'Rust' }).account, ownerId: null },
      },
      stage: 'new',
    },
    facts: [],
  })
  test.each([
    'account.owner == "" && !account.hiring && size(account.technologies) == 0',
    'contact.id == "" && contact.createdAt == timestamp("1970-01-01T00:00:00Z") && !contact.optedOut',
    'size(deals) == 0 && size(facts) == 0 && size(activities) == 0',
    'counts.accountLastAt == timestamp("1970-01-01T00:00:00Z")',
    'proposal.nextTouch == "" && action.object == "" && action.field == "" && action.value == ""',
    'action.number == 0.0 && action.to == "" && action.purpose == "" && action.due == ""',
    'action.flag == "" && action.topic == ""',
  ])('%s', (when) => {
    expect(said(when, [send], bare)?.found).toMatch('holds: ')
    expect(said(`!(${when})`, [send], bare)).toBeUndefined()
  })

  test('of an action that is no message no draft is seen', () => {
    expect(
      holds('!draft.exists && draft.text == "" && draft.subject == "" && draft.language == ""', note()),
    ).toBe(true)
    expect(holds('size(draft.sentences) == 0 && action.text == "The team counts 120."', note())).toBe(true)
  })

  test('a task without a day, an observation, a list', () => {
    const task = { kind: 'add-task', purpose: 'reply', text: 'Call.', cites: [] }
    expect(holds('action.due == "" && action.purpose == "reply"', task)).toBe(true)
    const subject = setField('x', 1, { object: { system: 'crm', object: 'contact', id: 'con_1' } }).object
    const observe = { kind: 'observe', subject, field: 'seats', value: [1], quote: 'q', sourceRef: 'r' }
    expect(
      holds('action.object == "contact" && action.field == "seats" && action.value == "[1]"', observe),
    ).toBe(true)
    expect(holds('action.number == 0.0 && action.cites == 0', observe)).toBe(true)
  })
})

test('the day and the hour are the book’s', () => {
  expect(holds('today.date == "2026-11-20" && today.hour == 10 && today.weekday == "friday"')).toBe(true)
  const late = { ...evidenceOf(), now: '2026-11-20T23:30:00.000Z' }
  expect(
    said('today.date == "2026-11-21" && today.hour == 0 && today.weekday == "saturday"', [send], late),
  ).toBeDefined()
})

test('a long expression is shown on one line, and not whole', () => {
  const long = `skill ==\n  "follow-up" && ${Array.from({ length: 20 }, () => 'draft.exists').join(' && ')}`
  const found = said(long)?.found ?? ''
  expect(found).toMatch(/^policy house-rule, version v1, holds: skill == "follow-up" && draft\.exists/)
  expect(found.endsWith('…')).toBe(true)
  expect(found.length).toBe('policy house-rule, version v1, holds: '.length + 200)
  const just = (more: number) => said(`skill != "${'x'.repeat(189 + more)}"`)?.found.slice(-3)
  expect([just(0), just(1)]).toEqual(['xx"', 'xx…'])
})

test('as many items as can be looked at, and one more', () => {
  const people = (count: number) =>
    evidenceOf({
      record: {
        dossier: dossierOf(
          {},
          { contacts: Array.from({ length: count }, (_one, at) => contact(`con_${at}`, {})) },
        ),
        stage: 'new',
      },
    })
  expect(said('size(contacts) == 500', [send], people(500))?.found).toMatch('holds: ')
  expect(said('size(contacts) == 501', [send], people(501))?.found).toMatch(
    '501 contacts, at most 500 can be looked at',
  )
  const text = (length: number) => said('action.text == ""', [setField('description', 'x'.repeat(length))])
  expect(text(100_000)).toBeUndefined()
  expect(text(100_001)?.found).toMatch('a text of 100001 characters')
})
