// Schedules of everything that can happen, over the tables of work items, queue items and orders. INTERLEAVE_MODEL=10000
// runs that many; a failure prints its seed and the shortest schedule that shows it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashOf } from '#base/hash.ts'
import { happen, type Event } from './events.ts'
import { allGuards, newWorld, running, type Guards, type World } from './simulation.ts'

const runs = Number(process.env['INTERLEAVE_MODEL'] ?? 2000)
const seed = 20261121
const shape = { accounts: 4, workers: 3 }

/** What the world must be like at every moment; the first thing that is wrong. */
function wrong(world: World): string | undefined {
  if (world.breaches.length > 0) return world.breaches[0]
  if (running(world) > world.cap) return `${running(world)} in flight under a cap of ${world.cap}`
  for (const [intent, times] of world.carriedOut)
    if (times > 1) return `the CRM carried out ${intent} ${times} times`
  for (const [account, times] of world.delivered) if (times > 1) return `${times} messages to ${account}`
  return undefined
}

/** Everybody comes back today, and once more tomorrow. */
function drain(world: World): void {
  work(world)
  happen(world, { kind: 'next-day', at: 0 })
  work(world)
}

/** Everybody comes back and works on; nobody dies any more. */
function work(world: World): void {
  const everybody = world.workers.map((_worker, at) => at)
  for (const at of everybody) for (const kind of ['start', 'wake'] as const) happen(world, { kind, at })
  for (let turn = 0; turn < 200; turn += 1) {
    happen(world, { kind: 'jump', ms: 500 })
    for (const at of everybody) {
      for (const kind of ['beat', 'sweep', 'claim'] as const) happen(world, { kind, at })
      for (let pick = 1; pick < 3; pick += 1) happen(world, { kind: 'step', at, pick })
    }
  }
}

function unfinished(world: World): string | undefined {
  const open = world.items.filter(({ state }) => state !== 'done' && state !== 'human')
  if (open.length > 0) return `${open.length} accounts never ended`
  if ([...world.effects.values()].includes('pending')) return 'an effect waits for the CRM for ever'
  const forgotten = world.items.findIndex(({ state }, at) => state === 'human' && !world.reviews.has(at))
  return forgotten === -1 ? undefined : `${forgotten} failed, and no person was told`
}

function brokenChain({ audit }: World): string | undefined {
  const at = audit.findIndex(
    ({ previous, body, hash }, n) =>
      previous !== (audit[n - 1]?.hash ?? '') || hash !== hashOf([previous, body]),
  )
  return at === -1 ? undefined : `the audit chain breaks at row ${at}`
}

/** The model beside the world: what was asked of it. The world may have done less, never more. */
interface Asked {
  events: number
}

class Happening implements fc.Command<Asked, World> {
  readonly event: Event
  constructor(event: Event) {
    this.event = event
  }
  check = (): boolean => true
  run(asked: Asked, world: World): void {
    asked.events += 1
    happen(world, this.event)
    const found = wrong(world)
    if (found !== undefined) throw new Error(found)
  }
  toString = (): string => JSON.stringify(this.event)
}

const at = fc.nat(11)
const some = (kind: Event['kind'], weight: number, rest: object = {}) => ({
  weight,
  arbitrary: fc.record({ kind: fc.constant(kind), at, ...rest }) as unknown as fc.Arbitrary<Event>,
})
const pick = fc.nat(59)
const events = fc.oneof(
  some('step', 14, { pick }),
  some('claim', 6),
  some('look', 2),
  some('sweep', 4),
  some('fail', 1, { pick }),
  some('beat', 1),
  some('freeze', 2),
  some('wake', 2),
  some('kill', 1),
  some('start', 2),
  // Seconds, a lease, and a clock that jumps an hour either way.
  some('jump', 3, { ms: fc.constantFrom(1000, 5000, 13_000, 3_600_000, -3_600_000) }),
  some('edit', 1),
  some('again', 1),
  some('finish', 2),
  some('next-day', 1),
  some('decide', 3, {
    move: fc.constantFrom('approve', 'approve', 'reject', 'snooze', 'expire'),
    late: fc.nat(1),
  }),
  some('order', 3, { move: fc.constantFrom('approve', 'approve', 'void', 'defer', 'resume') }),
  some('deliver', 2, { answer: fc.constantFrom('accepted', 'refused', 'lost') }),
  some('provider-says', 1),
)

const property = (guards: Guards) =>
  fc.property(
    fc.commands([events.map((event) => new Happening(event))], { maxCommands: 120, size: 'max' }),
    (schedule) => {
      const world = newWorld(shape.accounts, shape.workers, guards)
      fc.modelRun(() => ({ model: { events: 0 }, real: world }), schedule)
      drain(world)
      const found = wrong(world) ?? unfinished(world) ?? brokenChain(world)
      if (found !== undefined) throw new Error(found)
    },
  )

test(`${runs} schedules: nothing twice, nothing by a stale epoch, the cap never passed, every account ended, the audit whole`, () => {
  fc.assert(property(allGuards), { seed, numRuns: runs })
}, 600_000)

describe('without one of its guards the world goes wrong, and it is seen', () => {
  test.each<[keyof Guards, RegExp]>([
    ['fence', /by the stale epoch/],
    ['exactCap', /in flight under a cap/],
    ['intents', /carried out .* [2-9] times/],
    ['versions', /two decisions on version/],
    ['unknown', /messages to/],
  ])('%s', (guard, said) => {
    const check = fc.check(property({ ...allGuards, [guard]: false }), {
      seed,
      numRuns: 3000,
      endOnFailure: true,
    })
    expect(check.failed).toBe(true)
    expect(String(check.errorInstance)).toMatch(said)
  })
})
