import { oneOf, seeded, type Random } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import { action, nearMiss, plain } from './benign.ts'
import { faults } from './classes.ts'
import { companyWorlds } from './from-companies.ts'
import { sampleWorlds } from './from-sample.ts'
import type { At } from './letter.ts'
import type { Fault } from './made.ts'
import { trap } from './traps.ts'
import type { World } from './world.ts'

export interface Ask {
  readonly seed: number
  /** Cases of each class of faults. */
  readonly perClass: number
  readonly benign: number
  /** Accounts of sample books to draw from, and at most as many companies; 1,500 when absent. */
  readonly accounts?: number
  /** One class alone. */
  readonly only?: string
}

export interface Generated {
  readonly cases: readonly GateCase[]
  /** Why a source is missing; undefined when both were there. */
  readonly skipped: string | undefined
}

const neighbours = 6
// Of the benign, in hundredths: twins are the faulty cases without their fault.
const shares = { plain: 35, action: 15, trap: 20, 'near-miss': 10, twin: 20 } as const

/** The cases of a seed: the same bytes on every machine that has the same sources. */
export function generateCases({ seed, perClass, benign, accounts = 1500, only }: Ask): Generated {
  const random = seeded(seed)
  const sample = sampleWorlds(random, accounts)
  const companies = companyWorlds(random, sample.length)
  const worlds = [...sample, ...(companies ?? [])]
  const chosen = faults.filter(({ name }) => only === undefined || name === only)
  const faulty = chosen.flatMap((fault, place) =>
    faultsOf(fault, seed * 1000 + place, { worlds, count: perClass }),
  )
  return {
    cases: [...faulty, ...(only === undefined || only === 'benign' ? benignOf(seed, worlds, benign) : [])],
    skipped:
      companies === undefined
        ? 'skipped: shared/data/companies-yc-2026.csv is not here; sample book only'
        : undefined,
  }
}

const numbered = (made: GateCase, id: string, more: Partial<GateCase> = {}): GateCase => ({
  ...made,
  ...more,
  id,
})

function setting(worlds: readonly World[], random: Random): Omit<At, 'wrong'> {
  const world = oneOf(random, worlds)
  const others: World[] = []
  while (others.length < neighbours) {
    const other = oneOf(random, worlds)
    if (
      other.account.id !== world.account.id &&
      other.account.fields['name'] !== world.account.fields['name']
    )
      others.push(other)
  }
  return { world, others, random }
}

/** The case of one draw, and its true twin from the same numbers; undefined where the world gives none. */
function drawn(fault: Fault, worlds: readonly World[], seed: number, wrong: boolean): GateCase | undefined {
  const at = setting(worlds, seeded(seed))
  const made = fault.make({ ...at, wrong })
  return made === undefined
    ? undefined
    : { ...made, expected: { ...made.expected, outcome: wrong ? 'hold' : 'clear' } }
}

const sayOf = ({ proposal, record, suppressions, counts }: GateCase): string =>
  JSON.stringify([proposal, record.account.id, record.activities.length, suppressions, counts])

function faultsOf(
  fault: Fault,
  seed: number,
  { worlds, count }: { worlds: readonly World[]; count: number },
): GateCase[] {
  const seen = new Set<string>()
  const made: GateCase[] = []
  for (let draw = 0; made.length < count && draw < count * 30; draw += 1) {
    const one = drawn(fault, worlds, seed * 100_000 + draw, true)
    if (one === undefined || seen.has(sayOf(one))) continue
    seen.add(sayOf(one))
    made.push(numbered(one, `${fault.name}-${made.length + 1}`, { class: fault.name, note: fault.note }))
  }
  return made
}

function benignOf(seed: number, worlds: readonly World[], count: number): GateCase[] {
  const random = seeded(seed + 7)
  const at = (): At => ({ ...setting(worlds, random), wrong: false })
  const makers: Readonly<Record<keyof typeof shares, (draw: number) => GateCase | undefined>> = {
    plain: () => plain(at()),
    action: () => action(at()),
    trap: () => trap(at(), random),
    'near-miss': () => nearMiss(at()),
    twin: (draw) => {
      const fault = faults[draw % faults.length]
      const made = fault === undefined ? undefined : drawn(fault, worlds, (seed + 13) * 100_000 + draw, false)
      return made === undefined ? undefined : { ...made, note: `the true twin of ${fault?.name}` }
    },
  }
  return Object.entries(makers).flatMap(([kind, make]) => {
    const wanted = Math.round((count * shares[kind as keyof typeof shares]) / 100)
    const made: GateCase[] = []
    for (let draw = 0; made.length < wanted; draw += 1) {
      const one = make(draw)
      if (one !== undefined)
        made.push(
          numbered(one, `benign-${kind}-${made.length + 1}`, { class: 'benign', note: one.note || kind }),
        )
    }
    return made
  })
}
