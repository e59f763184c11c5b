import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ItemState } from '#records/queue-item.ts'
import { step, type ItemEvent } from './transition.ts'

const kinds = [
  'approve',
  'fix',
  'edit',
  'reject',
  'snooze',
  'assign',
  'fix-to-nothing',
  'expire',
  'wake',
  'put-back',
] as const satisfies readonly ItemEvent['kind'][]

// state x event -> state, or nothing where it is refused
const table: Readonly<Record<ItemState, Partial<Record<ItemEvent['kind'], ItemState>>>> = {
  open: {
    approve: 'approved',
    fix: 'fixed',
    edit: 'edited',
    reject: 'rejected',
    snooze: 'snoozed',
    assign: 'open',
    'fix-to-nothing': 'rejected',
    expire: 'expired',
    'put-back': 'open',
  },
  snoozed: {
    approve: 'approved',
    fix: 'fixed',
    edit: 'edited',
    reject: 'rejected',
    snooze: 'snoozed',
    assign: 'snoozed',
    'fix-to-nothing': 'rejected',
    expire: 'expired',
    wake: 'open',
    'put-back': 'open',
  },
  approved: { 'put-back': 'open' },
  fixed: { 'put-back': 'open' },
  edited: { 'put-back': 'open' },
  rejected: { 'put-back': 'open' },
  expired: { 'put-back': 'open' },
}

const cases = ItemState.options.flatMap((state) =>
  kinds.map((kind): [ItemState, ItemEvent['kind'], ItemState | 'refused'] => [
    state,
    kind,
    table[state][kind] ?? 'refused',
  ]),
)

test.each(cases)('%s + %s -> %s', (state, kind, expected) => {
  const after = step(state, { kind })
  expect(after.kind === 'to' ? after.state : 'refused').toBe(expected)
})

test('whatever happens, an item is released at most once unless the CRM put it back', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...kinds), { maxLength: 30 }), (events) => {
      let state: ItemState = 'open'
      let released = 0
      let putBack = 0
      for (const kind of events) {
        const after = step(state, { kind })
        if (after.kind === 'refused') continue
        if (kind === 'approve' || kind === 'fix' || kind === 'edit') released += 1
        if (kind === 'put-back') putBack += 1
        state = after.state
      }
      expect(released).toBeLessThanOrEqual(putBack + 1)
    }),
    { seed: 7, numRuns: 500 },
  )
})
