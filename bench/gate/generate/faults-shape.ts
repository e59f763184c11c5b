import { oneOf } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import type { Fault } from './made.ts'
import { acting, fillingOf, setField } from './fillings.ts'
import { caseOf, letter, truths, type At } from './letter.ts'

type Proposal = GateCase['proposal']
type Break = (proposal: Proposal) => object

// Ways to hand in something that is no proposal, or one with parts nobody asked for.
const onMessages: readonly Break[] = [
  (one) => ({ ...one, actions: [{ kind: 'send-email', bcc: 'someone@evil.example' }] }),
  (one) => ({ ...one, actions: [{ kind: 'send-email', approved: true }] }),
  (one) => ({ ...one, actions: [{ kind: 'send_email' }] }),
  (one) => ({ ...one, actions: [{ kind: 'delete-account' }] }),
  (one) => ({ ...one, actions: [{ kind: 'send-email' }, { kind: 'send-email' }] }),
  (one) => ({ ...one, actions: [{ kind: 'send-email', needs: [0] }] }),
  (one) => ({ ...one, actions: [{ kind: 'send-email', needs: [7] }] }),
  (one) => ({ ...one, draft: undefined }),
  (one) => ({ ...one, confidence: 1.4 }),
  (one) => ({ ...one, confidence: -1 }),
  (one) => ({ ...one, rationale: '' }),
  (one) => ({ ...one, skill: 'spamming' }),
  (one) => ({ ...one, draft: { ...one.draft, subject: '' } }),
  (one) => ({ ...one, draft: { ...one.draft, subject: 'Planning '.repeat(30) } }),
  (one) => ({ ...one, draft: { ...one.draft, sentences: [] } }),
  (one) => ({ ...one, draft: { ...one.draft, language: 'English' } }),
  (one) => ({
    ...one,
    draft: { ...one.draft, sentences: [{ text: 'Planning takes effort. '.repeat(40), cites: [] }] },
  }),
  (one) => ({
    ...one,
    draft: {
      ...one.draft,
      sentences: Array.from({ length: 30 }, () => ({ text: 'Good morning.', cites: [] })),
    },
  }),
]

const onFields: readonly ((action: Proposal['actions'][number]) => object)[] = [
  (one) => ({ ...one, value: '' }),
  (one) => ({ ...one, field: 'employees', value: 'many' }),
  (one) => ({ ...one, field: 'employees', value: -5 }),
  (one) => ({ ...one, field: 'noSuchField' }),
  (one) => ({ ...one, field: '' }),
  (one) => ({ ...one, object: { system: 'crm', object: 'account', id: 'somebody-elses' } }),
  (one) => ({ ...one, object: { system: 'crm', object: 'contact', id: 'nobody' } }),
  (one) => ({ ...one, field: 'contractEnd', value: 'next spring' }),
  (one) => ({ ...one, field: 'hiring', value: 'yes' }),
  (one) => ({ ...one, force: true }),
  (one) => ({ ...one, cites: ['no-fact'] }),
  (one) => ({ ...one, value: { $inc: 1 } }),
]

const others: readonly object[] = [
  { kind: 'add-task', purpose: 'world-domination', text: 'Call them.', cites: [] },
  { kind: 'add-task', purpose: 'next-step', text: 'Call them.', due: '2019-01-01', cites: [] },
  { kind: 'add-task', purpose: 'next-step', text: 'Call them.', due: 'tomorrow', cites: [] },
  { kind: 'raise-flag', flag: 'very-hot', until: '2026-12-30', why: 'they said so' },
  { kind: 'raise-flag', flag: 'hot-lead', until: '2020-01-01', why: 'they said so' },
  { kind: 'raise-flag', flag: 'hot-lead', until: '2031-01-01', why: 'they said so' },
  { kind: 'remember', topic: 'secrets', text: 'They like tea.', cites: [] },
  { kind: 'add-note', purpose: 'next-step', text: '   ', cites: [] },
  { kind: 'none' },
]

const broken = (at: At): GateCase => {
  const draws = oneOf(at.random, ['message', 'message', 'field', 'other'] as const)
  if (draws === 'message') {
    const made = caseOf(at, { draft: letter(at, truths(at, 1)) })
    const breaks = oneOf(at.random, onMessages)
    return at.wrong ? { ...made, proposal: asHandedIn(breaks(made.proposal)) } : made
  }
  const filled = fillingOf(at)
  const action = setField(filled.world, filled.field, filled.value, [filled.fact.id])
  const wrong = draws === 'field' ? oneOf(at.random, onFields)(action) : oneOf(at.random, others)
  const made = acting({ ...at, world: filled.world }, action, [filled.fact])
  return at.wrong ? { ...made, proposal: asHandedIn({ ...made.proposal, actions: [wrong] }) } : made
}

// What is handed in need not be a proposal; the format leaves room for that where it can.
const asHandedIn = (proposal: object): Proposal => JSON.parse(JSON.stringify(proposal))

/** Classes in which the proposal is none. */
export const shapeFaults: readonly Fault[] = [
  {
    name: 'bad-shape',
    sort: 'decidable',
    note: 'the proposal is none, or holds what nobody asked for',
    make: broken,
  },
]
