import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Action } from '#records/action.ts'
import { Proposal } from '#records/proposal.ts'
import { AccountId } from '#records/ids.ts'
import { effectKey } from '#records/effect-key.ts'
import type { ActionVerdict } from '#records/verdict.ts'
import { identityOf } from './identity.ts'
import { planCommit } from './plan.ts'

const scope = {
  accountId: AccountId.parse('acc_1'),
  skill: 'follow-up' as const,
  cause: { kind: 'routine' as const, routine: 'daily', day: '2026-11-20' },
}
const note = { kind: 'add-note' as const, purpose: 'follow-up' as const, text: 'a', cites: [] }
const field = {
  kind: 'set-field' as const,
  object: { system: 'crm-local', object: 'account' as const, id: 'acc_1' },
  field: 'city',
  value: 'Berlin',
  cites: [],
}
const flag = { kind: 'raise-flag' as const, flag: 'hot-lead' as const, until: '2026-12-01', why: 'w' }
const send = { kind: 'send-email' as const }
const none = { kind: 'none' as const, reason: 'r' }

const proposalOf = (actions: readonly Action[]): Proposal =>
  Proposal.parse({
    accountId: 'acc_1',
    runId: 'run_aaaaaa',
    skill: 'follow-up',
    basedOn: 'v1',
    actions,
    draft: { to: 'con_1', subject: 's', language: 'en', sentences: [{ text: 't', cites: [] }] },
    confidence: 1,
    rationale: 'r',
  })
const clear = (level: 'watch' | 'review' | 'auto' = 'auto') => ({ kind: 'clear' as const, level })
const hold = { kind: 'hold' as const, objections: [{ rule: 'x', needed: 'n', found: 'f' }] }
type Said = ReturnType<typeof clear> | typeof hold

interface There {
  readonly keys?: readonly Action[]
  readonly withPerson?: readonly Action[]
}

const kindsOf = (actions: readonly Action[], said: readonly Said[], there: There = {}) => {
  const proposal = proposalOf(actions)
  const verdicts = said.map((one, action): ActionVerdict =>
    one.kind === 'clear'
      ? { kind: 'clear', action, level: one.level }
      : { kind: 'hold', action, objections: one.objections },
  )
  const keys = there.keys?.flatMap((one) => effectKey(scope, one, proposal.draft) ?? []) ?? []
  const withPerson = there.withPerson?.flatMap((one) => identityOf(scope, proposal, one) ?? []) ?? []
  return planCommit(
    { proposal, verdict: { ruleset: 'r', actions: verdicts, confidence: [] }, scope },
    { keys: new Set(keys), withPerson: new Set(withPerson) },
  ).map(({ kind }) => kind)
}

test.each<[string, readonly Action[], readonly Said[], There, readonly string[]]>([
  [
    'each kind goes its own way',
    [note, field, flag, send, none],
    [clear(), clear(), clear(), clear(), clear()],
    {},
    ['crm', 'crm', 'own', 'order', 'nothing'],
  ],
  ['what is held goes to a person', [note, field], [hold, clear()], {}, ['held', 'crm']],
  [
    'what stands is unchanged, in whatever words',
    [{ ...note, text: 'other words' }],
    [clear()],
    { keys: [note] },
    ['unchanged'],
  ],
  ['what stands is not held either', [note], [hold], { keys: [note] }, ['unchanged']],
  [
    'what lies with a person stays there, cleared or held',
    [field, note],
    [clear(), hold],
    { withPerson: [field, note] },
    ['with-person', 'with-person'],
  ],
  [
    'another value for a field that lies with a person is the same intent',
    [{ ...field, value: 'Bonn' }],
    [clear()],
    { withPerson: [field] },
    ['with-person'],
  ],
  [
    'of two equal intents the first counts',
    [note, { ...note, text: 'b' }],
    [clear(), clear()],
    {},
    ['crm', 'unchanged'],
  ],
  [
    'of two values for one field, one of them held, a person decides on both',
    [field, { ...field, value: 'Bonn' }],
    [hold, clear()],
    {},
    ['held', 'with-person'],
  ],
  [
    'two notes of two purposes are two',
    [note, { ...note, purpose: 'renewal' }],
    [clear(), clear()],
    {},
    ['crm', 'crm'],
  ],
  [
    'watch writes nothing',
    [note, field, send],
    [clear('watch'), clear('watch'), clear('watch')],
    {},
    ['watched', 'watched', 'watched'],
  ],
  ['none is nothing, whatever the verdict', [none], [hold], {}, ['nothing']],
])('%s', (_sentence, actions, said, there, expected) => {
  expect(kindsOf(actions, said, there)).toEqual(expected)
})

test('no wording changes what becomes of an action', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.constantFrom(clear(), hold), (text, said) => {
      const words = text.trim() === '' ? 'x' : text
      expect(kindsOf([{ ...note, text: words }], [said], { keys: [note] })).toEqual(['unchanged'])
      expect(kindsOf([{ ...note, text: words }], [said])).toEqual(kindsOf([note], [said]))
    }),
    { seed: 3, numRuns: 100 },
  )
})

test('a verdict that forgot an action is a bug, not a release', () => {
  expect(() => kindsOf([note, field], [clear()])).toThrow('says nothing of action 1')
})
