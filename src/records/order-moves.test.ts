import fc from 'fast-check'
import { expect, test } from 'vitest'
import { after } from './moves.ts'
import { orderMoves } from './order-moves.ts'
import { OrderState } from './order.ts'

type Kind = keyof typeof orderMoves
const kinds = [
  'approve',
  'defer',
  'resume',
  'send',
  'accepted',
  'refused',
  'lost',
  'restored',
  'found-unsent',
  'void',
] as const satisfies readonly Kind[]

test.each<[string, Kind, Partial<Record<OrderState, OrderState>>]>([
  ['a person says yes once', 'approve', { waiting: 'approved' }],
  ['what may not leave now waits with its yes', 'defer', { approved: 'deferred', sending: 'deferred' }],
  ['it is checked anew before it leaves', 'resume', { deferred: 'approved' }],
  ['only what has a yes is sent', 'send', { approved: 'sending' }],
  ['evidence makes it sent', 'accepted', { sending: 'sent', unknown: 'sent' }],
  ['a clear no means that it never leaves', 'refused', { sending: 'void' }],
  ['no answer is no answer', 'lost', { sending: 'unknown' }],
  [
    'a copy of an earlier day knows nothing of what left since',
    'restored',
    { approved: 'unknown', deferred: 'unknown', sending: 'unknown' },
  ],
  ['only a person finds that it did not leave', 'found-unsent', { unknown: 'waiting' }],
  [
    'what has begun to leave cannot be called back',
    'void',
    { waiting: 'void', approved: 'void', deferred: 'void' },
  ],
])('%s', (_sentence, kind, table) => {
  for (const state of OrderState.options)
    expect(after<OrderState>(orderMoves[kind], state)).toBe(table[state])
})

test('whatever happens: no message leaves twice without a person in between, and none after it is void or sent', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...kinds), { maxLength: 60 }), (events) => {
      let state: OrderState = 'waiting'
      let [yes, mayHaveLeft] = [0, false]
      for (const kind of events) {
        const next: OrderState | undefined = after<OrderState>(orderMoves[kind], state)
        if (next === undefined) continue
        expect(['void', 'sent']).not.toContain(state)
        if (kind === 'approve') yes += 1
        if (kind === 'approve') mayHaveLeft = false
        if (kind === 'send') {
          expect(yes).toBeGreaterThan(0)
          expect(mayHaveLeft, 'sent again though it may have left').toBe(false)
        }
        if (kind === 'lost' || kind === 'accepted' || kind === 'restored') mayHaveLeft = true
        state = next
      }
    }),
    { seed: 11, numRuns: 2000 },
  )
})
