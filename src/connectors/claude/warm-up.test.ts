import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrived, cold, failed, gaveUp, started, type Step, type Warmth } from './warm-up.ts'

const lifetimeMs = 300_000
const at = (now: number) => ({ now, lifetimeMs })

test('an entry that nothing used for its lifetime is led again; every use prolongs it', () => {
  const warm = started(arrived(cold, 1, at(0)).warmth, 0).warmth
  const used = started(arrived(warm, 2, at(200_000)).warmth, 200_000).warmth
  expect(arrived(used, 3, at(499_999))).toEqual({ warmth: used, released: [3] })
  const again = arrived(used, 4, at(500_000))
  expect(again).toEqual({ warmth: { kind: 'warming', leader: 4, waiting: [] }, released: [4] })
  expect(arrived(again.warmth, 5, at(500_001)).released).toEqual([])
})

test('the end of a call that does not lead changes nothing', () => {
  const { warmth } = arrived(arrived(cold, 1, at(0)).warmth, 2, at(1))
  expect(failed(warmth, 2)).toEqual({ warmth, released: [] })
})

type Move = readonly [kind: 'arrive' | 'start' | 'fail' | 'give-up' | 'later', which: number]
const move: fc.Arbitrary<Move> = fc.tuple(
  fc.constantFrom('arrive', 'arrive', 'start', 'fail', 'give-up', 'later'),
  fc.nat(1000),
)

test('in every order of events one leads at most, and nobody waits for ever', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 80 }), (moves) => {
      let warmth: Warmth = cold
      let now = 0
      let calls = 0
      const waiting = new Set<number>()
      const running = new Map<number, { sentAt: number; hasStarted: boolean }>()
      const take = (step: Step) => {
        warmth = step.warmth
        for (const id of step.released) {
          waiting.delete(id)
          running.set(id, { sentAt: now, hasStarted: false })
        }
      }
      const pick = <T>(from: Iterable<T>, which: number): T | undefined =>
        [...from][which % Math.max(1, [...from].length)]
      const apply = ([kind, which]: Move) => {
        if (kind === 'later') now += which * 1000
        if (kind === 'arrive') {
          waiting.add(++calls)
          take(arrived(warmth, calls, at(now)))
        }
        const gone = kind === 'give-up' ? pick(waiting, which) : undefined
        if (gone !== undefined) take({ ...gaveUp(warmth, gone), released: [gone] })
        const id = kind === 'start' || kind === 'fail' ? pick(running.keys(), which) : undefined
        const call = id === undefined ? undefined : running.get(id)
        if (id === undefined || call === undefined) return
        if (kind === 'start') {
          call.hasStarted = true
          take(started(warmth, call.sentAt))
        } else {
          running.delete(id)
          take(failed(warmth, id))
        }
      }
      for (const one of moves) {
        apply(one)
        // Whoever waits, waits for one that is under way and has not begun to answer.
        if (waiting.size > 0) {
          expect(warmth).toMatchObject({ kind: 'warming' })
          expect(warmth.kind === 'warming' && running.get(warmth.leader)).toMatchObject({ hasStarted: false })
          expect(warmth.kind === 'warming' && warmth.waiting).toEqual([...waiting])
        }
      }
      // Every call that runs ends at last; then nobody is left.
      for (let ends = 0; ends < 200 && running.size > 0; ends++) apply(['fail', 0])
      expect([...waiting]).toEqual([])
    }),
    { numRuns: 500 },
  )
})
