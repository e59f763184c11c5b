import { expect, test } from 'vitest'
import { Proposal } from '#records/proposal.ts'
import type { ActionVerdict } from '#records/verdict.ts'
import { holdTaken } from './taken.ts'

const proposal = Proposal.parse({
  accountId: 'acc_1',
  runId: 'run_aaaaaa',
  skill: 'follow-up',
  basedOn: 'v1',
  actions: [
    { kind: 'add-note', purpose: 'follow-up', text: 'a note for itself', cites: [] },
    { kind: 'send-email' },
    { kind: 'add-task', purpose: 'follow-up', text: 'ask whether they got it', cites: [], needs: [1] },
    { kind: 'remember', topic: 'touch', text: 'we wrote to them', cites: [] },
  ],
  draft: { to: 'con_1', subject: 's', language: 'en', sentences: [{ text: 't', cites: [] }] },
  confidence: 1,
  rationale: 'r',
})
const cleared = proposal.actions.map((_, action): ActionVerdict => ({ kind: 'clear', action, level: 'auto' }))

test('a message held at the last moment holds what needs it, and nothing else', () => {
  const verdict = { ruleset: 'r', actions: cleared, confidence: [1, 1, 1, 1] }
  const { actions } = holdTaken(verdict, proposal, { scope: 'domain', value: 'acme.example' })
  const rules = actions.map((said) =>
    said.kind === 'hold' ? said.objections.map(({ rule }) => rule) : 'clear',
  )
  expect(rules).toEqual(['clear', ['duplicate-in-flight'], ['needs'], ['needs']])
})
