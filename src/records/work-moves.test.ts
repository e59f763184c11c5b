import { expect, test } from 'vitest'
import { after } from './moves.ts'
import { workMoves, type WorkMove, type WorkState } from './work-moves.ts'

const states: readonly WorkState[] = ['queued', 'running', 'done', 'human']

test.each<[string, keyof typeof workMoves, Partial<Record<WorkState, WorkState>>]>([
  ['only what waits is claimed', 'claim', { queued: 'running' }],
  ['only what is worked is settled', 'settle', { running: 'done' }],
  ['only what is worked can fail', 'fail', { running: 'human' }],
  ['only what is worked is given back', 'give-back', { running: 'queued' }],
  ['only what is worked is taken from a dead worker', 'take-back', { running: 'queued' }],
  ['what crashed too often was taken back before', 'give-up', { queued: 'human' }],
  ['a run that goes on tries its failed ones again', 'reopen', { human: 'queued' }],
  [
    'another pass leaves alone what is worked now',
    'again',
    { done: 'queued', human: 'queued', queued: 'queued' },
  ],
  ['a run left behind gives up what nobody finished', 'supersede', { queued: 'done', running: 'done' }],
])('%s', (_sentence, kind, table) => {
  for (const state of states) expect(after<WorkState>(workMoves[kind], state)).toBe(table[state])
})

test('whatever takes a claim away raises the epoch, and whatever does not is said under it', () => {
  const moves: Readonly<Record<string, WorkMove>> = workMoves
  for (const [kind, { from, fenced, raises }] of Object.entries(moves))
    if (from.includes('running')) expect([kind, fenced === true, raises === true]).toContain(true)
  expect(workMoves.claim.raises).toBe(true)
})
