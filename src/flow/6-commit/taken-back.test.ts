import { expect, test } from 'vitest'
import type { Verdict } from '#records/verdict.ts'
import { evidenceOf, note, proposalOf, setField } from '#test/fakes/gate-case.ts'
import { takenBack } from './taken-back.ts'

const undone = (intent: string, taken: string | null, isOvertaken = false) => ({
  intent,
  taken,
  restored: null,
  wasPerson: false,
  by: 'person:Anna',
  at: '2026-11-19T09:00:00.000Z',
  isOvertaken,
})
const city = undone('field account:acc_1:city', 'Hamburg')
const heldBy = (...rules: readonly (readonly string[])[]): Verdict => ({
  ruleset: 'rules',
  confidence: [],
  actions: rules.map((names, action) => ({
    kind: 'hold' as const,
    action,
    objections: names.map((rule) => ({ rule, needed: '', found: '' })),
  })),
})
const found = (actions: readonly object[], back: readonly object[], verdict: Verdict): number[] => [
  ...takenBack(proposalOf(actions), evidenceOf({ undone: back }), verdict),
]
const hamburg = setField('city', 'Hamburg')

test.each([
  ['the value that was taken back', [hamburg], [city], [0]],
  ['another value is new: a person sees it', [setField('city', 'Bonn')], [city], []],
  ['once something newer is known, nothing', [hamburg], [{ ...city, isOvertaken: true }], []],
  [
    'a note, whatever its words',
    [note({ text: 'Otherwise.' })],
    [undone('add-note research-summary', null)],
    [0],
  ],
  ['nobody took anything back', [hamburg], [], []],
])('%s', (_sentence, actions, back, wanted) => {
  expect(found(actions, back, heldBy(['undone']))).toEqual(wanted)
})

test('what only builds on it goes with it, however long the chain; what is held for another reason does not', () => {
  const actions = [
    hamburg,
    note({ needs: [0] }),
    { ...note({ needs: [1] }), kind: 'add-task' },
    note({ needs: [0] }),
  ]
  const verdict = heldBy(['undone'], ['needs'], ['needs'], ['needs', 'confidence'])
  expect(found(actions, [city], verdict).toSorted()).toEqual([0, 1, 2])
})
