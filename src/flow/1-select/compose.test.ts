import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Selection } from '#records/selection.ts'
import { choose, heldBy, live, makeBook, type Book, type Kind } from '#test/journey/select-simulation.ts'

interface Ledger {
  /** Days on which some account had waited longer than promised, though the run before said it could not happen. */
  readonly brokenWaits: number[]
  readonly brokenFloors: number[]
  /** Shortfalls that only the finished set showed, not the counting before. */
  readonly surprises: string[]
  readonly startedFeasible: boolean
  /** Runs that announced a shortfall on waiting. */
  readonly waitShort: number
  /** Runs that announced a shortfall on floors though all floors fit into the seats of one run. */
  readonly needlessDark: number
  readonly feasibleRuns: number
  readonly shortRuns: number
}

const announced = (selection: Selection | undefined, promise: 'max-wait' | 'max-dark-runs'): boolean =>
  selection?.feasibility.shortfalls.some((shortfall) => shortfall.promise === promise) === true

function hundredTwentyDays(seed: number, kind: Kind): Ledger {
  const book = makeBook(seed, kind)
  const brokenWaits: number[] = []
  const brokenFloors: number[] = []
  const surprises: string[] = []
  let startedFeasible: boolean | undefined
  const dark = new Map<string, number>()
  let [feasibleRuns, shortRuns, waitShort, needlessDark] = [0, 0, 0, 0]
  const floors = [...book.config.segments.map(({ floor }) => floor), book.config.unsegmentedFloor]
  const fit = floors.reduce((sum, floor) => sum + floor, 0) <= Math.ceil((book.limit * 2) / 3)
  let before: Selection | undefined
  const late = new Set<string>()
  for (let day = 0; day < 120; day += book.config.daysBetweenRuns) {
    const waiting = book.accounts.filter((account) => !account.inReview && account.blockedUntil <= day)
    for (const account of waiting)
      if (account.oracleWait > book.config.maxWaitDays && !late.has(account.id)) {
        late.add(account.id)
        if (!announced(before, 'max-wait')) brokenWaits.push(day)
      }
    const selection = choose(book, day, Object.fromEntries(dark))
    if (day % 10 === 0) expect(choose(book, day, Object.fromEntries(dark))).toEqual(selection)
    check(book, selection)
    for (const { segment, floor, chosen } of selection.segments) {
      const free = book.owners.filter((owner) => heldBy(book, owner) < book.config.ownerCapacity)
      const eligible = waiting.filter(
        (account) => account.segment === segment && free.includes(account.owner),
      ).length
      const nominal =
        segment === 'unsegmented'
          ? book.config.unsegmentedFloor
          : (book.config.segments.find(({ name }) => name === segment)?.floor ?? 0)
      expect(floor).toBe(Math.min(nominal, eligible))
      const runs = chosen >= Math.min(nominal, eligible) ? 0 : (dark.get(segment) ?? 0) + 1
      dark.set(segment, runs)
      if (runs >= book.config.maxDarkRuns && !announced(selection, 'max-dark-runs')) brokenFloors.push(day)
    }
    if (announced(selection, 'max-wait')) waitShort++
    if (fit && announced(selection, 'max-dark-runs')) needlessDark++
    startedFeasible ??= !announced(selection, 'max-wait')
    surprises.push(
      ...selection.feasibility.shortfalls
        .map(({ found }) => found)
        .filter((found) => found.includes('free places')),
    )
    if (selection.feasibility.feasible) feasibleRuns++
    else shortRuns++
    const chosen = new Set<string>(selection.chosen.map(({ accountId }) => accountId))
    for (const id of chosen) late.delete(id)
    live(book, day, chosen)
    before = selection
  }
  return {
    brokenWaits,
    brokenFloors,
    surprises,
    startedFeasible: startedFeasible === true,
    waitShort,
    needlessDark,
    feasibleRuns,
    shortRuns,
  }
}

/** What must hold of every single set. */
function check(book: Book, { chosen, excluded, scored }: Selection): void {
  expect(chosen.length).toBeLessThanOrEqual(book.limit)
  expect(new Set(chosen.map(({ accountId }) => accountId)).size).toBe(chosen.length)
  expect(chosen.filter(({ seat }) => seat === 'reserve').length).toBeLessThanOrEqual(book.limit / 3)
  for (const owner of book.owners) {
    const mine = chosen.filter(({ ownerId }) => ownerId === owner).length
    if (mine > 0) expect(mine + heldBy(book, owner)).toBeLessThanOrEqual(book.config.ownerCapacity)
  }
  expect(scored).toBe(book.accounts.length)
  const left = Object.values(excluded).reduce((sum, count) => sum + count, 0)
  expect(chosen.length).toBeLessThanOrEqual(scored - left)
  expect(chosen.every(({ reasons }) => reasons.length > 0)).toBe(true)
}

const totals = { feasible: 0, short: 0, still: 0 }
const seeds = fc.integer({ min: 1, max: 1_000_000 })

test('120 days, any book and config: a promise is only ever broken after the run before said so', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const ledger = hundredTwentyDays(seed, 'any')
      totals.feasible += ledger.feasibleRuns
      totals.short += ledger.shortRuns
      expect(ledger.brokenWaits).toEqual([])
      expect(ledger.brokenFloors).toEqual([])
    }),
    { numRuns: 50, seed: 7 },
  )
})

test('where owners have places enough, counting ahead is exact: no set surprises it', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const ledger = hundredTwentyDays(seed, 'roomy')
      expect([...ledger.brokenWaits, ...ledger.brokenFloors, ...ledger.surprises]).toEqual([])
      expect(ledger.needlessDark).toBe(0)
    }),
    { numRuns: 40, seed: 8 },
  )
})

test('a book that was feasible on the first day and is left alone keeps its word on waiting for 120 days', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const ledger = hundredTwentyDays(seed, 'still')
      if (!ledger.startedFeasible) return
      totals.still++
      expect(ledger.waitShort).toBe(0)
    }),
    { numRuns: 50, seed: 9 },
  )
})

test('those properties spoke of both worlds: many runs could keep their promises, many could not', () => {
  expect(totals.feasible).toBeGreaterThan(1000)
  expect(totals.short).toBeGreaterThan(1000)
  expect(totals.still).toBeGreaterThan(10)
})
