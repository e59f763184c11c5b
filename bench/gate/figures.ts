import type { GateCase } from './case.ts'
import type { Sort } from './generate/made.ts'
import { judge, prepare, type Judged, type Prepared } from './judge.ts'

/** What is asked of the gate. Source: issue "The gate holds". */
export const promised = { decidable: 1, paraphrase: 0.98, falseHolds: 0.02, perSecond: 1000 } as const

export interface Result {
  readonly one: GateCase
  readonly judged: Judged
}

/** Recall of one class of faults. `rules`: how often each rule held a case of it. */
export interface ClassFigure {
  readonly sort: Sort
  readonly cases: number
  readonly held: number
  readonly recall: number
  readonly rules: Readonly<Record<string, number>>
}

export interface Figures {
  readonly cases: number
  readonly faulty: number
  readonly benign: number
  readonly recall: number
  readonly recallBySort: Readonly<Record<Sort, number>>
  readonly byClass: Readonly<Record<string, ClassFigure>>
  /** Share of the benign that was held. */
  readonly falseHolds: number
  readonly falseHoldsByRule: Readonly<Record<string, number>>
}

export const resultsOf = (prepared: readonly Prepared[]): Result[] =>
  prepared.map((ready) => ({ one: ready.one, judged: judge(ready) }))

export const prepareAll = (cases: readonly GateCase[]): Prepared[] => cases.map(prepare)

export const isWrong = ({ one, judged }: Result): boolean => one.expected.outcome !== judged.outcome

const share = (part: number, of: number): number => (of === 0 ? 1 : part / of)

const isHeld = ({ judged }: Result): boolean => judged.outcome === 'hold'

function countRules(results: readonly Result[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const { judged } of results)
    for (const rule of new Set(judged.objections.map((objection) => objection.rule)))
      counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return Object.fromEntries([...counts].toSorted((a, b) => b[1] - a[1]))
}

/** Counts what was found. `sortOf` says of each class whether a rule can decide it. */
export function figuresOf(results: readonly Result[], sortOf: (name: string) => Sort): Figures {
  const faulty = results.filter(({ one }) => one.expected.outcome === 'hold')
  const benign = results.filter(({ one }) => one.expected.outcome === 'clear')
  const recallOf = (some: readonly Result[]) => share(some.filter(isHeld).length, some.length)
  const bySort = (sort: Sort) => recallOf(faulty.filter(({ one }) => sortOf(one.class) === sort))
  return {
    cases: results.length,
    faulty: faulty.length,
    benign: benign.length,
    recall: recallOf(faulty),
    recallBySort: { decidable: bySort('decidable'), paraphrase: bySort('paraphrase') },
    byClass: Object.fromEntries(
      Object.entries(Object.groupBy(faulty, ({ one }) => one.class)).map(([name, some = []]) => [
        name,
        {
          sort: sortOf(name),
          cases: some.length,
          held: some.filter(isHeld).length,
          recall: recallOf(some),
          rules: countRules(some),
        },
      ]),
    ),
    falseHolds: benign.length === 0 ? 0 : benign.filter(isHeld).length / benign.length,
    falseHoldsByRule: countRules(benign.filter(isHeld)),
  }
}

/** The promises that do not hold, in words; none when all do. */
export function broken(figures: Figures): string[] {
  const classes = Object.entries(figures.byClass).flatMap(([name, { sort, recall, held, cases }]) =>
    sort === 'decidable' && recall < promised.decidable
      ? [`${name}: ${held} of ${cases} held, all were promised`]
      : [],
  )
  const { recallBySort, falseHolds } = figures
  return [
    ...classes,
    ...(recallBySort.paraphrase < promised.paraphrase
      ? [
          `paraphrases: ${percent(recallBySort.paraphrase)} held, ${percent(promised.paraphrase)} were promised`,
        ]
      : []),
    ...(falseHolds > promised.falseHolds
      ? [`false holds: ${percent(falseHolds)}, at most ${percent(promised.falseHolds)} was promised`]
      : []),
  ]
}

export const percent = (value: number): string => `${(Math.floor(value * 10_000) / 100).toFixed(2)} %`

/**
 * Cases judged in a second on one core: the median of several rounds over the same evenly chosen cases, after one to warm
 * up. `clock`: milliseconds of processor time, so that what else runs on the machine does not count.
 */
export function speedOf(prepared: readonly Prepared[], clock: () => number, rounds = 3): number {
  const step = Math.max(1, Math.floor(prepared.length / timed))
  const chosen = prepared.filter((_one, place) => place % step === 0)
  const round = () => {
    const before = clock()
    for (const one of chosen) judge(one)
    return clock() - before
  }
  round()
  const times = Array.from({ length: rounds }, round).toSorted((a, b) => a - b)
  const median = times[Math.floor(rounds / 2)] ?? Number.NaN
  return Math.round((chosen.length / median) * 1000)
}

const timed = 2000
