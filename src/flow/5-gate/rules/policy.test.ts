import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Evidence } from '#records/evidence.ts'
import {
  contact,
  dossierOf,
  evidenceOf,
  held,
  note,
  proposalOf,
  rules,
  send,
  setField,
  unreadable,
} from '#test/fakes/gate-case.ts'
import { active, withPolicies } from '#test/fakes/policy-case.ts'
import { decide } from '../decide.ts'
import { types, variables } from '../policy/names.ts'
import { policyRules } from '../policy/policy-rule.ts'
import { canOverride } from '../ruleset.ts'

describe('what it judges', () => {
  const none = { kind: 'none', reason: 'quiet' }
  test('every action with an effect, and only the kinds it names', () => {
    const proposal = proposalOf([send, note(), none])
    expect(held(proposal, withPolicies(active('true')))).toEqual([
      ['policy:house-rule'],
      ['policy:house-rule'],
      [],
    ])
    const one = withPolicies(active('true', { kinds: ['add-note'] }))
    expect(held(proposal, one)).toEqual([[], ['policy:house-rule'], []])
  })

  test('each policy speaks for itself, with its version and its needed', () => {
    const both = withPolicies(
      active('true'),
      active('skill == "follow-up"', { name: 'second', needed: 'a friend' }),
    )
    const [verdict] = decide(proposalOf([note()]), both, rules).actions
    expect(verdict).toMatchObject({
      kind: 'hold',
      objections: [
        {
          rule: 'policy:house-rule',
          needed: 'something else',
          found: 'policy house-rule, version v1, holds: true',
        },
        { rule: 'policy:second', needed: 'a friend' },
      ],
    })
  })

  test('one in shadow holds nothing and is counted, what it cannot check included', () => {
    const shadows = withPolicies(
      active('action.kind == "add-note"', {}, 'shadow'),
      active('1 / 0 == 1', { name: 'broken' }, 'shadow'),
    )
    const proposal = proposalOf([send, note()])
    expect(held(proposal, shadows)).toEqual([[], []])
    expect(decide(proposal, shadows, rules).shadow).toEqual([
      { policy: 'house-rule', action: 1 },
      { policy: 'broken', action: 0 },
      { policy: 'broken', action: 1 },
    ])
  })

  test('the verdict names the policies it was made with, and only where there are any', () => {
    const named = (...policies: object[]) => decide(proposalOf([note()]), withPolicies(...policies), rules)
    expect(named()).not.toHaveProperty('shadow')
    expect(named().ruleset).toBe(rules.version)
    expect(named(active('false')).ruleset).toMatch(/^rules-[0-9a-f]{12}\+policies-[0-9a-f]{12}$/)
    expect(named(active('false', {}, 'shadow')).ruleset).not.toBe(named(active('false')).ruleset)
  })
})

describe('what cannot be checked holds', () => {
  const found = (when: string, from: Evidence = evidenceOf()) => {
    const policies = withPolicies(active(when)).policies
    const [verdict] = decide(proposalOf([note()]), { ...from, policies }, rules).actions
    return verdict?.kind === 'hold'
      ? verdict.objections.filter(({ rule }) => rule === 'policy:house-rule')
      : []
  }
  const many = Array.from({ length: 501 }, (_one, n) => contact(`con_${n}`, { email: `p${n}@acme.example` }))
  test.each([
    ['a division by zero', '1 / 0 == 1', 'division by zero'],
    ['a number out of range', '9223372036854775807 + 1 > 0', 'integer overflow: 9223372036854775808'],
    [
      'an expression that no longer compiles',
      'account.gone == ""',
      'line 1, column 9: there is no field gone',
    ],
  ])('%s', (_sentence, when, why) => {
    expect(found(when)).toEqual([
      {
        rule: 'policy:house-rule',
        needed: 'something else',
        found: `could not check: policy house-rule, version v1: ${why}`,
        canOverride: true,
      },
    ])
  })

  test('more than can be looked at', () => {
    const crowd = evidenceOf({ record: { dossier: dossierOf({}, { contacts: many }), stage: 'working' } })
    expect(found('contacts.exists(c, c.optedOut)', crowd)).toMatchObject([
      { found: expect.stringMatching(/501 contacts, at most 500 can be looked at$/) },
    ])
    const [long] = policyRules(withPolicies(active('action.text == ""')), 'UTC')
    const proposal = proposalOf([setField('description', 'x'.repeat(100_001))])
    const [action] = proposal.actions
    expect(action && long?.rule.objects({ index: 0, action }, proposal, evidenceOf())).toMatchObject({
      found: expect.stringMatching(/a text of 100001 characters, at most 100000 can be looked at$/),
    })
  })

  test.each([
    ['record', 'account.country == "XX"'],
    ['record', 'contact.email == "XX"'],
    ['timeline', 'size(activities) > 9'],
    ['facts', 'size(facts) > 999'],
    ['outreach', 'counts.hardBounces > 9'],
    ['sender', 'sender.name == ""'],
    ['clock', 'today.hour > 23'],
  ])('an unreadable %s holds the policy that reads it, and no other', (part, when) => {
    const without = unreadable(evidenceOf(), part)
    expect(found(when)).toEqual([])
    expect(found(when, without)).toMatchObject([{ found: `could not check: ${part}: the vendor is down` }])
    expect(found('skill == "x"', without)).toEqual([])
  })

  test('while the policies cannot be read, every action is held and nobody can override it', () => {
    const without = unreadable(evidenceOf(), 'policies')
    expect(held(proposalOf([send, note(), { kind: 'none', reason: 'quiet' }]), without)).toEqual([
      ['policy'],
      ['policy'],
      [],
    ])
    expect(canOverride(rules, 'policy')).toBe(false)
  })
})

test.each([
  ['one that may be overridden', { canOverride: true }, true],
  ['one that may not', { canOverride: false }, false],
])('%s says so in its objection', (_sentence, change, may) => {
  const [verdict] = decide(proposalOf([note()]), withPolicies(active('true', change)), rules).actions
  const [said] = verdict?.kind === 'hold' ? verdict.objections : []
  expect(canOverride(rules, said?.rule ?? '', said?.canOverride)).toBe(may)
})

test('a policy that says nothing of it cannot be overridden, and no other rule can claim it', () => {
  expect(canOverride(rules, 'policy:unknown')).toBe(false)
  expect(canOverride(rules, 'suppressed', true)).toBe(false)
  expect(canOverride(rules, 'no-such-rule', true)).toBe(false)
})

test('whatever stands in an expression, the rule never breaks and never waits', () => {
  const fields = Object.values(types).flatMap((of) => Object.keys(of).map((field) => `.${field}`))
  const marks = '== != < + - * / % && || ! ? : ( ) [ ] { } , . x y true 1 0 0.5 "a" \' " null size('.split(
    ' ',
  )
  const calls = '.exists(x,|.all(y,|.map(z,|.size()|.text("tier")|.hasWord("a")|duration("1h")|\n'.split('|')
  const word = fc.constantFrom(...Object.keys(variables), ...fields, ...marks, ...calls)
  const shaped = fc.letrec((tie) => ({
    number: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(
        '1',
        '0',
        '2.5',
        'account.employees',
        'size(facts)',
        'counts.hardBounces',
        '9223372036854775807',
      ),
      fc
        .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/', '%'), tie('number'))
        .map((of) => `(${of.join(' ')})`),
    ),
    yes: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('true', 'draft.exists', 'account.hiring', 'draft.text.hasWord("call")'),
      fc.tuple(tie('number'), fc.constantFrom('<', '>=', '=='), tie('number')).map((of) => of.join(' ')),
      fc.tuple(tie('yes'), fc.constantFrom('&&', '||', '=='), tie('yes')).map((of) => `(${of.join(' ')})`),
      tie('yes').map((of) => `facts.exists(f, f.tainted || ${String(of)})`),
    ),
  }))
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(word, { maxLength: 25 }).map((all) => all.join(' ')),
        shaped.yes,
      ),
      (text) => {
        const when = String(text).trim().slice(0, 2000) || 'x'
        const [verdict] = decide(proposalOf([note()]), withPolicies(active(when)), rules).actions
        const said = verdict?.kind === 'hold' ? verdict.objections.map(({ found }) => found) : []
        expect(said.filter((found) => found.startsWith('the rule broke'))).toEqual([])
      },
    ),
    { seed: 3, numRuns: 1500 },
  )
})
