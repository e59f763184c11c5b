import type { SelectConfig } from '#records/config.ts'
import type { Feasibility } from '#records/selection.ts'
import { goingDark, type FloorClaim } from './floors.ts'

type Shortfall = Feasibility['shortfalls'][number]
type Timing = Pick<SelectConfig, 'reserveShare' | 'maxWaitDays' | 'daysBetweenRuns' | 'maxDarkRuns'>

/** How many accounts must be worked within `due` runs (1: this one; 0: too late already). */
export interface Due {
  readonly due: number
  readonly accounts: number
}

export interface Waits {
  readonly due: readonly Due[]
  /** By how many runs, rounded up, the latest account missed its last one; at most 0: none did. */
  readonly mostLate: number
}

/** Seats kept for the longest waiting: at most the reserve's share of the set, never more than a third of it. */
export const reserveSeats = (limit: number, { reserveShare }: Pick<SelectConfig, 'reserveShare'>): number =>
  Math.floor(limit * Math.min(reserveShare, 1 / 3) + 1e-9)

/** With each due: how many accounts are due by then. */
function sums(due: readonly Due[]): readonly Due[] {
  let sum = 0
  return due
    .toSorted((a, b) => a.due - b.due)
    .map(({ due: by, accounts }) => ({ due: by, accounts: (sum += accounts) }))
}

/** The tightest moment at which more accounts are due than the reserve can have served by then; undefined: none. */
export function tightest(due: readonly Due[], reserve: number): Due | undefined {
  const over = sums(due).filter(({ due: by, accounts }) => accounts > reserve * by)
  return over.toSorted((a, b) => b.accounts / Math.max(1, b.due) - a.accounts / Math.max(1, a.due))[0]
}

/** The smallest limit whose reserve serves everything that can still be in time. undefined: no share is reserved. */
export function limitThatWouldDo(due: readonly Due[], config: Timing): number | undefined {
  const needed = Math.max(...sums(due).map((row) => Math.ceil(row.accounts / Math.max(1, row.due))))
  const share = Math.min(config.reserveShare, 1 / 3)
  if (share <= 0) return undefined
  let limit = Math.max(1, Math.ceil(needed / share) - 1)
  while (reserveSeats(limit, config) < needed) limit++
  return limit
}

/** The smallest whole maxWaitDays that the reserve can keep to; undefined without a reserve. */
export function waitThatWouldDo(
  { due, mostLate }: Waits,
  reserve: number,
  config: Timing,
): number | undefined {
  if (reserve === 0) return undefined
  const runs = Math.max(0, ...sums(due).map((row) => Math.ceil(row.accounts / reserve) - row.due))
  return Math.ceil(config.maxWaitDays + (Math.max(0, mostLate) + runs) * config.daysBetweenRuns)
}

const largestLimit = 10_000

function waitShortfall(waits: Waits, limit: number, config: Timing): readonly Shortfall[] {
  const reserve = reserveSeats(limit, config)
  const tight = tightest(waits.due, reserve)
  if (tight === undefined) return []
  const enough = limitThatWouldDo(waits.due, config)
  const wait = waitThatWouldDo(waits, reserve, config)
  const found =
    tight.due === 0
      ? `${tight.accounts} account${tight.accounts === 1 ? ' has' : 's have'} waited ${config.maxWaitDays} days or longer`
      : `${tight.accounts} accounts are due within ${tight.due} run${tight.due === 1 ? '' : 's'}, the reserve serves ${reserve * tight.due}`
  const ways = [
    ...(enough !== undefined && enough > limit && enough <= largestLimit ? [`--limit ${enough}`] : []),
    ...(wait === undefined ? [] : [`maxWaitDays ${wait}`]),
  ]
  const wouldDo = ways.length > 0 ? ways.join(', or ') : 'a reserveShare of 1/3 and more runs'
  return [{ promise: 'max-wait', found, wouldDo }]
}

const named = (segments: readonly string[]): string =>
  segments.length <= 3
    ? segments.join(', ')
    : `${segments.slice(0, 2).join(', ')} and ${segments.length - 2} more`

function darkShortfall(claims: readonly FloorClaim[], limit: number, config: Timing): readonly Shortfall[] {
  const lost = goingDark(claims, limit - reserveSeats(limit, config), config)
  if (lost.length === 0) return []
  const all = claims.reduce((sum, { floor }) => sum + floor, 0)
  let enough = limit
  while (enough - reserveSeats(enough, config) < all) enough++
  return [
    {
      promise: 'max-dark-runs',
      found: `${named(lost)} would go ${config.maxDarkRuns} runs without a floor: ${all} places a cycle, ${limit - reserveSeats(limit, config)} seats a run`,
      wouldDo: enough <= largestLimit ? `--limit ${enough}` : 'smaller floors',
    },
  ]
}

/** What can be said before anything is chosen: the promises that counting alone shows cannot be kept. */
export const forecast = (
  waits: Waits,
  claims: readonly FloorClaim[],
  run: { readonly limit: number; readonly config: Timing },
): readonly Shortfall[] => [
  ...waitShortfall(waits, run.limit, run.config),
  ...darkShortfall(claims, run.limit, run.config),
]
