import fc from 'fast-check'
import { expect, test } from 'vitest'
import { briefOf } from '#test/fakes/model-brief.ts'
import { parseProposal } from './parse.ts'

const token = briefOf({ deals: [{ name: 'Berth', stage: 'talks' }] })
const none = { kind: 'none', reason: 'quiet' }
const good = { actions: [none], confidence: 0.8, rationale: 'quiet' }
const account = { system: 'crm-local', object: 'account', id: 'a-1' }
const flag = { kind: 'raise-flag', flag: 'hot-lead', until: '2027-05-19', why: 'hiring' }
const write = { kind: 'set-field', object: account, field: 'city', value: 'Kiel', cites: [] }
const draft = { to: 'a-1-c0', subject: 'S', language: 'en', sentences: [{ text: 'Hello.', cites: [] }] }

const problemsOf = (raw: unknown) => {
  const parsed = parseProposal(raw, token)
  return parsed.kind === 'malformed' ? parsed.problems.join('\n') : 'fine'
}

test('account, run, skill and version are filled in by code', () => {
  expect(parseProposal(good, token)).toEqual({
    kind: 'proposal',
    proposal: { ...good, accountId: 'a-1', runId: 'run_abcdef', skill: 'follow-up', basedOn: 'v-a-1' },
  })
})

test.each<[string, unknown, string]>([
  ['a message with its draft is fine', { ...good, actions: [{ kind: 'send-email' }], draft }, 'fine'],
  ['restating the right account is fine', { ...good, accountId: 'a-1' }, 'fine'],
  ['half a year of rest is fine', { ...good, nextTouch: '2027-05-19' }, 'fine'],
  [
    'rest for good',
    { ...good, nextTouch: '2099-12-31' },
    'nextTouch: 2099-12-31 is more than 180 days ahead',
  ],
  [
    'a flag for good',
    { ...good, actions: [{ ...flag, until: '2027-05-20' }] },
    'actions.0.until: 2027-05-20 is',
  ],
  ['a text with a NUL', { ...good, rationale: 'quiet\0' }, 'rationale: a NUL or half a letter'],
  [
    'half a letter deep in a value',
    { ...good, actions: [{ ...write, value: [{ a: '\ud800' }] }] },
    'actions.0.value.0.a: a NUL or half a letter',
  ],
  ['a NUL in the name of a field', { ...good, actions: [{ ...none, 'x\0': 1 }] }, 'actions.0.x: a NUL'],
  ['an emoji is a whole letter', { ...good, rationale: 'quiet 🙂' }, 'fine'],
  ['another account', { ...good, accountId: 'a-2' }, 'names account "a-2"'],
  ['another run', { ...good, runId: 'run_zzzzzz' }, 'runId is "run_zzzzzz"'],
  ['another version', { ...good, basedOn: 'v2' }, 'basedOn'],
  ['text instead of an object', 'I propose nothing', 'must be a JSON object'],
  ['nothing', null, 'must be a JSON object'],
  ['no action', { ...good, actions: [] }, 'actions'],
  ['an unknown field', { ...good, mood: 'good' }, 'mood'],
  ['an unknown field in an action', { ...good, actions: [{ ...none, x: 1 }] }, 'actions.0'],
  ['an unknown kind', { ...good, actions: [{ kind: 'delete' }] }, 'actions.0'],
  [
    'a wish outside the closed lists',
    { ...good, actions: [{ kind: 'add-note', purpose: 'poem', text: 'x', cites: [] }] },
    'purpose',
  ],
  ['a confidence of 7', { ...good, confidence: 7 }, 'confidence'],
  ['none beside other actions', { ...good, actions: [none, write] }, 'none stands alone'],
  ['a message without a draft', { ...good, actions: [{ kind: 'send-email' }] }, 'needs a draft'],
  ['a draft without a message', { ...good, draft }, 'needs a send-email'],
  [
    'two messages',
    { ...good, actions: [{ kind: 'send-email' }, { kind: 'send-email' }], draft },
    'at most one',
  ],
  ['a need that is no action', { ...good, actions: [{ ...write, needs: [3] }] }, 'needs: 3'],
  [
    "another account's field",
    { ...good, actions: [{ ...write, object: { ...account, id: 'a-2' } }] },
    'account "a-2" is no record',
  ],
  [
    "another account's deal",
    { ...good, actions: [{ kind: 'move-stage', deal: 'a-2-d0', to: 'won', cites: [] }] },
    'deal "a-2-d0"',
  ],
  [
    "a message to another account's contact",
    { ...good, actions: [{ kind: 'send-email' }], draft: { ...draft, to: 'a-2-c0' } },
    'draft.to',
  ],
])('%s', (_sentence, raw, words) => {
  expect(problemsOf(raw)).toContain(words)
})

test('whatever comes in: a proposal for this account, or problems in words; never a throw', () => {
  const part = fc.oneof(fc.anything(), fc.constantFrom<unknown>([none], [write], 0.5, 'a-1', 'a-2'))
  const raw = fc.oneof(
    fc.anything(),
    fc.dictionary(fc.constantFrom(...Object.keys(good), 'accountId', 'draft', 'nextTouch'), part),
  )
  fc.assert(
    fc.property(raw, (given) => {
      const parsed = parseProposal(given, token)
      if (parsed.kind === 'malformed') expect(parsed.problems.length).toBeGreaterThan(0)
      else expect(parsed.proposal.accountId).toBe('a-1')
    }),
    { numRuns: 500, seed: 11 },
  )
})
